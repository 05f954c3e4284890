import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from './support/app';
import { launchBrowser, newPerson } from './support/browser';
import { figure, focused, layer, SOON, saved, tabTo } from './support/pages';

/** The same job without a mouse: everything is reached with Tab and done with keys. */
describe('by keyboard alone', () => {
  let app: App;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), launchBrowser()]);
    ({ page } = await newPerson(browser, app.url));
  });

  afterAll(async () => {
    await browser?.close();
    await app?.dispose();
  });

  /** Goes to a button with Tab and presses it. */
  async function press(name: string | RegExp): Promise<void> {
    await tabTo(page, page.getByRole('button', { name, exact: true }));
    await page.keyboard.press('Enter');
  }

  /** Goes one wire up or down, and waits until that layer is selected and in view. */
  async function walk(keys: 'Alt+ArrowUp' | 'Alt+ArrowDown', name: string): Promise<void> {
    await page.keyboard.press(keys);
    const selected = page.getByRole('textbox', { name: 'Name', exact: true });
    await expect.poll(() => selected.inputValue()).toBe(name);
    await layer(page, name).waitFor();
  }

  /** Adds a layer through the search of the palette. */
  async function addLayer(query: string): Promise<void> {
    await page.keyboard.press('Escape');
    await tabTo(page, page.getByRole('textbox', { name: 'Search layers to add' }));
    await page.keyboard.type(query);
    await page.keyboard.press('Enter');
  }

  it('goes in as a guest and makes a project and an empty design', async () => {
    await page.goto('/');
    await press('Continue as guest');
    await page.waitForURL('**/projects');
    await press('New project');
    await focused(page.getByRole('dialog').getByRole('textbox', { name: 'Name' }));
    await page.keyboard.type('Keys');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Keys', level: 1 }).waitFor();
    await press('New design');
    await tabTo(page, page.getByRole('tab', { name: 'Known network' }));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await tabTo(page, page.getByRole('textbox', { name: 'Name' }));
    await page.keyboard.press('Control+A');
    await page.keyboard.type('By hand');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/designs/**');
    await page.getByText('An empty canvas').waitFor();
  });

  it('builds a small network: each new layer hangs on the one before', async () => {
    await addLayer('input');
    await page.getByRole('group', { name: /^in1, Input, output 224×224×3$/ }).waitFor();
    for (const query of ['conv 2d', 'activ', 'global', 'flatten', 'dense', 'output'])
      await addLayer(query);
    await expect
      .poll(() => layer(page, 'out1').getAttribute('aria-label'), { timeout: SOON })
      .toBe('out1, Output, output 10');
    expect(await figure(page, 'Layers').getAttribute('aria-label')).toMatch(/^Layers: 7\./);
  });

  it('walks along the wires, and the canvas follows', async () => {
    await tabTo(page, layer(page, 'out1'));
    for (const name of ['fc1', 'flatten1', 'gap1', 'act1', 'conv1', 'in1', 'in1'])
      await walk('Alt+ArrowUp', name);
    for (const name of ['conv1', 'act1', 'gap1', 'flatten1']) await walk('Alt+ArrowDown', name);
  });

  it('changes a parameter of the layer that it walked to', async () => {
    for (const name of ['gap1', 'act1', 'conv1']) await walk('Alt+ArrowUp', name);
    await tabTo(page, page.getByRole('textbox', { name: 'Filters' }));
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await layer(page, 'conv1')
      .and(page.getByLabel(/224×224×65/))
      .waitFor({ timeout: SOON });
  });

  it('moves a layer with the arrow keys, and takes that back', async () => {
    const node = page.getByRole('group', { name: /^conv1, / });
    await tabTo(page, node, 'Shift+Tab');
    const before = await node.boundingBox();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await node.boundingBox())?.x).toBeGreaterThan(before?.x ?? 0);
    await page.keyboard.press('Control+Z');
    await page.keyboard.press('Control+Z');
    await expect.poll(async () => (await node.boundingBox())?.x).toBe(before?.x);
  });

  it('rewires: removes a wire and draws it again from the inspector', async () => {
    await tabTo(page, page.getByRole('button', { name: 'Remove the wire from in1' }));
    await page.keyboard.press('Enter');
    await layer(page, 'conv1')
      .and(page.getByLabel(/needs an input and has none/))
      .waitFor();
    const from = page.getByRole('combobox', { name: 'Connect from' });
    await tabTo(page, from);
    await page.keyboard.type('in1');
    await layer(page, 'conv1')
      .and(page.getByLabel(/224×224×65/))
      .waitFor();
  });

  it('copies, pastes, deletes and undoes', async () => {
    await tabTo(page, page.getByRole('group', { name: /^act1, / }), 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+C');
    await page.keyboard.press('Control+V');
    await layer(page, 'act2').waitFor();
    await tabTo(page, page.getByRole('group', { name: /^act2, / }));
    await page.keyboard.press('Delete');
    await layer(page, 'act2').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Z');
    await layer(page, 'act2').waitFor();
    await page.keyboard.press('Control+Y');
    await layer(page, 'act2').waitFor({ state: 'detached' });
    await saved(page);
  });

  it('comments on a layer', async () => {
    await tabTo(page, layer(page, 'act1'));
    await page.keyboard.press('Enter');
    for (const name of ['gap1', 'flatten1', 'fc1']) await walk('Alt+ArrowDown', name);
    await press('Comment');
    await tabTo(page, page.getByRole('textbox', { name: 'Comment on “fc1”' }));
    await page.keyboard.type('Ten classes?');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('listitem', { name: 'Thread on fc1' }).waitFor({ timeout: SOON });
  });

  it('starts a variant and compares the two', async () => {
    await press('Variant');
    await focused(page.getByRole('dialog').getByRole('textbox', { name: 'Name' }));
    await page.keyboard.press('Enter');
    await page.getByText('variant of By hand').waitFor({ timeout: SOON });
    await press('Compare');
    await page.getByRole('menuitem', { name: 'By hand', exact: true }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('The two designs have the same layers.').waitFor({ timeout: SOON });
  });

  it('starts from a known network, found by typing its name', async () => {
    await page.goto(`${app.url}/projects`);
    await tabTo(page, page.getByRole('link', { name: /^Keys/ }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Keys', level: 1 }).waitFor();
    await press('New design');
    await focused(page.getByRole('textbox', { name: 'Search known networks' }));
    await page.keyboard.type('cifar 20');
    await page.keyboard.press('Enter');
    const chosen = page.getByRole('radio', { checked: true });
    expect(await chosen.getAttribute('value')).toBe('resnet20-cifar');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/designs/**');
    await expect
      .poll(() => figure(page, 'Parameters').getAttribute('aria-label'), { timeout: SOON })
      .toMatch(/269,722/);
  });
});
