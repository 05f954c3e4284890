import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onnxModel, op } from '@/tests/support/onnxModel';
import { type App, startApp } from './support/app';
import { launchBrowser, newPerson } from './support/browser';
import {
  enterAsGuest,
  figure,
  layer,
  newBlankDesign,
  newDesignFromTemplate,
  newProject,
  openedEditor,
  SOON,
  saved,
  selectLayer,
} from './support/pages';

/** What goes wrong is said in a sentence that names the thing, and loses nothing. */
describe('when something goes wrong', () => {
  let app: App;
  let browser: Browser;
  let page: Page;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'layerboard-files-'));
    [app, browser] = await Promise.all([startApp(), launchBrowser()]);
    ({ page } = await newPerson(browser, app.url));
    await enterAsGuest(page);
    await newProject(page, 'Mishaps');
  });

  afterAll(async () => {
    await browser?.close();
    await app?.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Chooses a file with these bytes in the dialog for new designs. */
  async function chooseFile(name: string, bytes: Uint8Array | string): Promise<void> {
    const file = path.join(folder, name);
    writeFileSync(file, bytes);
    await page.getByRole('button', { name: 'New design' }).click();
    await page.getByRole('tab', { name: 'File' }).click();
    await page.locator('input[type=file]').setInputFiles(file);
  }

  async function closeDialog(): Promise<void> {
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  }

  it('a file that is no model is refused, and nothing can be made of it', async () => {
    await chooseFile('holiday.onnx', 'This is a letter, not a network.');
    const alert = page.getByRole('dialog').getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toBe(
      '“holiday.onnx” is none of the files that can be read: an ONNX model, a Keras model (.keras or JSON), a TensorFlow.js model, or a design that was downloaded from Layerboard.',
    );
    expect(await page.getByRole('button', { name: 'Create design' }).isDisabled()).toBe(true);
    await closeDialog();
  });

  it('a model that is cut off says where', async () => {
    const whole = readFileSync(path.resolve(import.meta.dirname, '../fixtures/onnx/resnet18.onnx'));
    await chooseFile('half.onnx', whole.subarray(0, whole.length / 2));
    const alert = page.getByRole('dialog').getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toMatch(/cut off/);
    await closeDialog();
  });

  it('an operator that nobody knows is kept as opaque and listed, and the rest works', async () => {
    const bytes = onnxModel({
      nodes: [op('Relu', 'x -> a'), op('Fourier', 'a -> b'), op('Relu', 'b -> y')],
      declared: { b: [1, 3, 32, 32] },
    });
    await chooseFile('odd.onnx', bytes);
    await page.getByText(/1 operator was not understood/).waitFor();
    await page.getByText(/^Fourier: /).waitFor();
    await page.getByRole('button', { name: 'Create design' }).click();
    await openedEditor(page);
    expect(await figure(page, 'Parameters').getAttribute('aria-label')).toContain('≥');
    expect(await page.getByRole('group', { name: /Opaque, output 32×32×3$/ }).count()).toBe(1);
    await page.getByRole('link', { name: 'Mishaps' }).click();
  });

  it('a model that leaves its size open is read with the size that is given', async () => {
    const bytes = onnxModel({
      inputs: { image: [null, 3, 'height', 'width'] },
      nodes: [op('MaxPool', 'image -> y', { kernel_shape: [2, 2], strides: [2, 2] })],
    });
    await chooseFile('open.onnx', bytes);
    const question = page.getByRole('group', { name: 'How large is the input “image”?' });
    await question.waitFor();
    expect(await question.textContent()).toContain('does not fix the height (“height”)');
    expect(await question.getByLabel('Channels').isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Create design' }).isDisabled()).toBe(true);
    await question.getByLabel('Height').fill('96');
    await question.getByLabel('Width').fill('64');
    await question.getByRole('button', { name: 'Read with this size' }).click();
    await page.getByText('open.onnx: 3 layers, 2 wires').waitFor();
    await page.getByRole('button', { name: 'Create design' }).click();
    await openedEditor(page);
    expect(await page.getByRole('group', { name: /Max pool 2D, output 48×32×3$/ }).count()).toBe(1);
  });

  it('a design that was downloaded makes the same design again', async () => {
    await page.getByRole('button', { name: 'Download' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Layerboard JSON' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('open.json');
    const text = readFileSync(await download.path(), 'utf8');
    await page.getByRole('link', { name: 'Mishaps' }).click();
    await chooseFile('renamed.json', text);
    await page.getByText('renamed.json: 3 layers, 2 wires').waitFor();
    const name = page.getByRole('textbox', { name: 'Name', exact: true });
    expect(await name.inputValue()).toBe('open');
    await closeDialog();
  });

  it('a wire that cannot be is refused with the reason, and the canvas stays as it was', async () => {
    await newDesignFromTemplate(page, /^Tiny network for digits/, 'wires');
    const from = layer(page, 'features.8').locator('.react-flow__handle-bottom');
    const to = layer(page, 'features.3').locator('.react-flow__handle-top');
    await from.dragTo(to);
    await page.getByText(/“features\.3” \(Conv 2D\) takes one input and has one/).waitFor();
    await selectLayer(page, 'features.3');
    const inputs = page.getByRole('list', { name: 'Inputs' }).getByRole('listitem');
    expect(await inputs.allTextContents()).toEqual(['features.2']);
  });

  it('a parameter that cannot be is refused at its field, and the layer keeps the old one', async () => {
    await selectLayer(page, 'features.0');
    const filters = page.getByRole('textbox', { name: 'Filters' });
    await filters.fill('0');
    await page.getByText('Too small: expected number to be >=1').waitFor();
    await filters.press('Enter');
    expect(await layer(page, 'features.0').getAttribute('aria-label')).toContain('28×28×8');
    await filters.press('Escape');
    expect(await filters.inputValue()).toBe('8');
  });

  it('a layer that no longer fits says why, once, and undo mends it', async () => {
    await selectLayer(page, 'features.8');
    await page.getByRole('textbox', { name: 'Kernel height' }).fill('99');
    await layer(page, 'features.8')
      .and(page.getByLabel(/The window covers 99×99/))
      .waitFor({ timeout: SOON });
    expect(await layer(page, 'flatten').getAttribute('aria-label')).toContain('waits for a layer');
    await page.getByRole('button', { name: 'Undo' }).click();
    await layer(page, 'features.8')
      .and(page.getByLabel(/output 5×5×32/))
      .waitFor();
    await saved(page);
  });

  it('work done without a connection is kept across a reload and sent when the server is back', async () => {
    await app.kill();
    await selectLayer(page, 'features.0');
    await page.getByRole('textbox', { name: 'Filters' }).fill('12');
    await page.getByRole('textbox', { name: 'Filters' }).press('Enter');
    await page.getByRole('status').filter({ hasText: '1 unsaved' }).waitFor({ timeout: SOON });
    await app.start();
    await saved(page);
    await page.reload();
    await openedEditor(page);
    expect(await layer(page, 'features.0').getAttribute('aria-label')).toContain('28×28×12');
  });

  it('a session that ended is said, and the work waits in this browser until one is back', async () => {
    await selectLayer(page, 'features.0');
    const cookies = await page.context().cookies();
    await page.context().clearCookies();
    // The line that is open still knows who it is; the next one does not.
    await app.kill();
    await page.getByRole('textbox', { name: 'Filters' }).fill('16');
    await page.getByRole('textbox', { name: 'Filters' }).press('Enter');
    await app.start();
    const banner = page.getByRole('alert').filter({ hasText: /kept in this browser/ });
    await banner.waitFor({ timeout: SOON });
    expect(await banner.textContent()).toContain('1 change is kept');
    await page.context().addCookies(cookies);
    await page.reload();
    await openedEditor(page);
    await layer(page, 'features.0')
      .and(page.getByLabel(/28×28×16/))
      .waitFor({ timeout: SOON });
    await saved(page);
  });

  it('a design that does not exist and one of somebody else are told alike', async () => {
    const own = page.url();
    await page.goto(`${app.url}/designs/nosuchdesign`);
    const sentence = await page.getByRole('main').getByRole('alert').textContent();
    expect(sentence).toContain('There is no design “nosuchdesign” that you can see.');
    const stranger = await newPerson(browser, app.url);
    await enterAsGuest(stranger.page);
    await stranger.page.goto(own);
    const refused = await stranger.page.getByRole('main').getByRole('alert').textContent();
    const id = own.split('/').at(-1) ?? '';
    expect(refused?.replace(id, 'nosuchdesign')).toBe(sentence);
    await stranger.context.close();
  });

  it('the bug of the one-epoch network is named by a rule, and its mend makes the finding go', async () => {
    await page.goto('/projects');
    await page.getByRole('link', { name: 'Mishaps' }).click();
    await newDesignFromTemplate(page, /^MNIST in one epoch, with its bug/);
    await page.getByRole('tab', { name: /Findings/ }).click();
    const finding = page.getByRole('list', { name: 'Findings' }).getByRole('listitem').first();
    expect(await finding.textContent()).toContain('softmax-before-loss');
    expect(await finding.textContent()).toMatch(/relu7/);
    const mend = finding.getByRole('button', { name: 'Remove “relu7”' });
    await mend.click();
    await expect.poll(() => page.getByText('softmax-before-loss').count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('softmax-before-loss').waitFor();
  });

  it('an empty name is not taken', async () => {
    await page.getByRole('link', { name: 'Mishaps' }).click();
    await newBlankDesign(page, 'Nameless');
    const name = page.getByRole('textbox', { name: 'Design name' });
    await name.fill('');
    await name.press('Enter');
    await page.getByText('must not be empty').waitFor();
    await page.reload();
    await openedEditor(page);
    expect(await page.getByRole('textbox', { name: 'Design name' }).inputValue()).toBe('Nameless');
  });
});
