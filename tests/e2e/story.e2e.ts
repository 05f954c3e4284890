import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from './support/app';
import { launchBrowser, newPerson, type Person } from './support/browser';
import {
  enterAsGuest,
  figure,
  joinByLink,
  layer,
  newDesignFromFile,
  newDesignFromTemplate,
  newProject,
  openedEditor,
  SOON,
  saved,
  selectLayer,
  shareLink,
} from './support/pages';

const RESNET18 = path.resolve(import.meta.dirname, '../fixtures/onnx/resnet18.onnx');

/** The main job, told once from the front door to a restart. Each chapter goes on where the one before ended. */
describe('two people design a network together', () => {
  let app: App;
  let browser: Browser;
  let ana: Person;
  let ben: Person;
  let resnetUrl = '';
  let squeezeUrl = '';
  let tinyUrl = '';

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), launchBrowser()]);
    ana = await newPerson(browser, app.url);
    ben = await newPerson(browser, app.url);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.dispose();
  });

  it('a guest comes in, makes a project and imports ResNet-18 from an ONNX file', async () => {
    await enterAsGuest(ana.page);
    await newProject(ana.page, 'Backbones');
    await newDesignFromFile(ana.page, RESNET18, 'ResNet-18');
    resnetUrl = ana.page.url();
    await expect
      .poll(() => figure(ana.page, 'Parameters').getAttribute('aria-label'))
      .toMatch(/^Parameters: 11\.69 M\. 11,689,512 learned values/);
    expect(await figure(ana.page, 'MACs').getAttribute('aria-label')).toContain('1,814,073,344');
    expect(await figure(ana.page, 'Layers').getAttribute('aria-label')).toMatch(/^Layers: 71\./);
  });

  it('sees every layer annotated', async () => {
    const { page } = ana;
    await page.getByText('Table', { exact: true }).click();
    const rows = page.getByRole('table', { name: 'Layers' }).getByRole('row');
    expect(await rows.count()).toBe(72);
    expect(await page.getByText('not known').count()).toBe(0);
    const conv1 = rows.filter({ has: page.getByRole('button', { name: 'conv1', exact: true }) });
    expect(await conv1.getByRole('cell').allTextContents()).toEqual([
      'conv1',
      '224x224x3',
      '(7x7x3)x64',
      '112x112x64',
      '7x7',
      '9,408',
      '118,013,952',
      '0 B',
    ]);
    await page.getByText('Canvas', { exact: true }).click();
    await layer(page, 'conv1').waitFor();
    expect(await layer(page, 'layer4.1.relu_1').getAttribute('aria-label')).toContain('7×7×512');
  });

  it('starts a squeeze-expand design beside it', async () => {
    const { page } = ana;
    await page.getByRole('link', { name: 'Backbones' }).click();
    await newDesignFromTemplate(page, /^Squeeze and expand/, 'squeeze-expand');
    squeezeUrl = page.url();
    expect(await figure(page, 'Parameters').getAttribute('aria-label')).toContain('7,921,376');
  });

  it('a colleague follows a link and sees edits and pointers as they happen', async () => {
    await ana.page.goto(resnetUrl);
    await openedEditor(ana.page);
    await joinByLink(ben.page, await shareLink(ana.page));
    await layer(ben.page, 'conv1').waitFor();

    await selectLayer(ana.page, 'layer1.0.conv1');
    await ana.page.getByRole('textbox', { name: 'Filters' }).fill('32');
    await ana.page.getByRole('textbox', { name: 'Filters' }).press('Enter');
    await layer(ben.page, 'layer1.0.conv1')
      .and(ben.page.getByLabel(/56×56×32/))
      .waitFor({ timeout: SOON });
    expect(await figure(ben.page, 'Parameters').getAttribute('aria-label')).toContain('11,652,584');

    const canvas = await ana.page.getByRole('region', { name: 'Canvas' }).boundingBox();
    await ana.page.mouse.move((canvas?.x ?? 0) + 300, (canvas?.y ?? 0) + 300);
    await ana.page.mouse.move((canvas?.x ?? 0) + 320, (canvas?.y ?? 0) + 310);
    await ben.page.getByRole('img', { name: /^Cursor of / }).waitFor({ timeout: SOON });

    await ben.page.getByRole('button', { name: 'Zoom out' }).waitFor();
    await selectLayer(ben.page, 'fc');
    await ben.page.getByRole('textbox', { name: 'Units' }).fill('10');
    await ben.page.getByRole('textbox', { name: 'Units' }).press('Enter');
    await layer(ana.page, 'fc')
      .and(ana.page.getByLabel(/output 10$/))
      .waitFor({ timeout: SOON });
    await Promise.all([saved(ana.page), saved(ben.page)]);
  });

  it('undo takes back one’s own change and leaves the colleague’s', async () => {
    await ana.page.getByRole('button', { name: 'Undo' }).click();
    await layer(ben.page, 'layer1.0.conv1')
      .and(ben.page.getByLabel(/56×56×64/))
      .waitFor({ timeout: SOON });
    expect(await layer(ana.page, 'fc').getAttribute('aria-label')).toMatch(/output 10$/);
    await ana.page.getByRole('button', { name: 'Redo' }).click();
    await layer(ben.page, 'layer1.0.conv1')
      .and(ben.page.getByLabel(/56×56×32/))
      .waitFor({ timeout: SOON });
  });

  it('a comment on a layer is answered, linked to and resolved', async () => {
    const { page } = ben;
    await selectLayer(page, 'conv1');
    await page.getByRole('button', { name: 'Comment' }).click();
    await page.getByRole('textbox', { name: 'Comment on “conv1”' }).fill('Why 7×7 here?');
    await page.getByRole('button', { name: 'Open thread' }).click();
    const thread = page.getByRole('listitem', { name: 'Thread on conv1' });
    await thread.waitFor();
    await layer(page, 'conv1').getByRole('img', { name: '1 open thread' }).waitFor();

    await layer(ana.page, 'conv1').getByRole('img', { name: '1 open thread' }).waitFor({
      timeout: SOON,
    });
    await ana.page.getByRole('tab', { name: /Threads/ }).click();
    await ana.page.getByRole('textbox', { name: 'Reply' }).fill('To see 11 pixels early.');
    await ana.page.getByRole('button', { name: 'Send' }).click();
    await thread.getByText('To see 11 pixels early.').waitFor({ timeout: SOON });

    await thread.getByRole('button', { name: 'Copy link to thread' }).click();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    await page.goto(link);
    await openedEditor(page);
    await page.getByRole('listitem', { name: 'Thread on conv1' }).waitFor();

    await page.getByRole('button', { name: 'Resolve' }).click();
    await page.getByRole('button', { name: 'Reopen' }).waitFor({ timeout: SOON });
    await ana.page.getByText(/No open threads/).waitFor({ timeout: SOON });
    await ana.page.getByText('Resolved', { exact: true }).click();
    await ana.page.getByRole('listitem', { name: 'Thread on conv1' }).waitFor();
  });

  it('the two designs stand side by side', async () => {
    const { page } = ana;
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByRole('menuitem', { name: 'squeeze-expand' }).click();
    await page.getByRole('heading', { name: 'ResNet-18 → squeeze-expand' }).waitFor();
    await page.getByRole('region', { name: 'Canvas of ResNet-18' }).waitFor();
    const parameters = page
      .getByRole('region', { name: 'Totals' })
      .getByRole('row', { name: /^Parameters/ });
    expect((await parameters.getByRole('cell').allTextContents()).slice(0, 2)).toEqual([
      '11.14 M',
      '7.92 M',
    ]);
    const [left, right] = ['ResNet-18', 'squeeze-expand'].map((name) =>
      page.getByRole('region', { name: `Canvas of ${name}` }).locator('.react-flow__viewport'),
    );
    const before = await right?.getAttribute('style');
    await page.getByRole('region', { name: 'Canvas of ResNet-18' }).hover();
    await page.mouse.wheel(0, -400);
    await expect.poll(() => right?.getAttribute('style')).not.toBe(before);
    expect(await right?.getAttribute('style')).toBe(await left?.getAttribute('style'));
    await page.getByRole('button', { name: 'Keep' }).click();
    await page.getByText('The comparison is listed in the project.').waitFor();
  });

  it('a small variant trains for an epoch in the browser', async () => {
    const { page } = ana;
    await page.goto('/projects');
    await page.getByRole('link', { name: 'Backbones' }).click();
    await newDesignFromTemplate(page, /^Tiny network for digits/, 'tiny');
    tinyUrl = page.url();
    await page.getByRole('tab', { name: 'Train' }).click();
    await page.getByRole('textbox', { name: 'Epochs' }).fill('1');
    await page.getByRole('textbox', { name: 'Images' }).fill('1000');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    const status = page.getByRole('status', { name: 'Training status' });
    await status.filter({ hasText: 'Finished' }).waitFor({ timeout: 180_000 });
    const outcome = await page.getByText(/Recognises/).textContent();
    const percent = Number(/(\d+(\.\d+)?) %/.exec(outcome ?? '')?.[1]);
    expect(percent).toBeGreaterThan(25);
    await page
      .getByRole('list', { name: 'Runs' })
      .getByText('finished', { exact: true })
      .waitFor({ timeout: SOON });
  });

  it('everything is in the database after a restart', async () => {
    await saved(ana.page);
    await app.kill();
    await app.start();
    await ana.page.goto(resnetUrl);
    await openedEditor(ana.page);
    expect(await layer(ana.page, 'layer1.0.conv1').getAttribute('aria-label')).toContain(
      '56×56×32',
    );
    expect(await layer(ana.page, 'fc').getAttribute('aria-label')).toMatch(/output 10$/);
    await ana.page.getByRole('tab', { name: /Threads/ }).click();
    await ana.page.getByText('Resolved', { exact: true }).click();
    await ana.page.getByText('To see 11 pixels early.').waitFor();
    await ana.page.goto(squeezeUrl);
    await openedEditor(ana.page);
    expect(await figure(ana.page, 'Parameters').getAttribute('aria-label')).toContain('7,921,376');
    await ana.page.goto(tinyUrl);
    await openedEditor(ana.page);
    await ana.page.getByRole('tab', { name: 'Train' }).click();
    await ana.page
      .getByRole('list', { name: 'Runs' })
      .getByText(/revision 0 · wasm/)
      .waitFor();
    await ana.page.goto('/projects');
    await ana.page.getByRole('link', { name: 'Backbones' }).click();
    await ana.page.getByRole('link', { name: /ResNet-18 against squeeze-expand/ }).waitFor();
  });

  it('and neither browser had anything to complain of', () => {
    const unreachable = /ERR_CONNECTION_REFUSED|WebSocket connection|Failed to load resource/;
    const complaints = [...ana.complaints, ...ben.complaints].filter(
      (text) => !unreachable.test(text),
    );
    expect(complaints).toEqual([]);
  });
});
