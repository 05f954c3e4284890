import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { type App, startApp } from '../e2e/support/app';
import { launchBrowser, newPerson } from '../e2e/support/browser';
import {
  enterAsGuest,
  joinByLink,
  layer,
  openedEditor,
  SOON,
  selectLayer,
  shareLink,
} from '../e2e/support/pages';

const FOLDER = path.resolve(import.meta.dirname, '../../docs/pictures');

/** Takes the pictures of the README from the running app: `npm run build && npm run pictures`. */
describe('pictures', () => {
  let app: App;
  let browser: Browser;
  let page: Page;
  let project = '';

  beforeAll(async () => {
    mkdirSync(FOLDER, { recursive: true });
    [app, browser] = await Promise.all([startApp(), launchBrowser()]);
    ({ page } = await newPerson(browser, app.url));
    await page.goto('/');
    await page.getByRole('button', { name: 'Open the demo project' }).click();
    await page.getByRole('link', { name: 'ResNet-18', exact: true }).waitFor();
    project = page.url();
  });

  afterAll(async () => {
    await browser?.close();
    await app?.dispose();
  });

  /** A picture once nothing moves any more. */
  async function take(name: string): Promise<void> {
    await page.waitForTimeout(1_000);
    await page.screenshot({ path: path.join(FOLDER, `${name}.png`) });
  }

  it('of the editor, with a colleague in it', async () => {
    await page.getByRole('link', { name: 'ResNet-18', exact: true }).click();
    await openedEditor(page);
    const link = await shareLink(page);
    const { page: colleague } = await newPerson(browser, app.url);
    await enterAsGuest(colleague);
    await joinByLink(colleague, link);
    await page.goto(`${page.url().split('?')[0]}`);
    await openedEditor(page);
    await selectLayer(page, 'maxpool');
    await page.keyboard.press('Alt+ArrowDown');
    await layer(page, 'layer1.0.conv1').waitFor();
    await selectLayer(colleague, 'layer1.0.bn1');
    await layer(colleague, 'layer1.0.bn1').hover();
    await page.getByRole('img', { name: /^Cursor of / }).waitFor({ timeout: SOON });
    await take('editor');
  });

  it('of the comparison', async () => {
    await page.goto(project);
    await page.getByRole('link', { name: /ResNet-18 against squeeze-expand/ }).click();
    await page.getByRole('region', { name: 'Canvas of ResNet-18' }).waitFor();
    await take('compare');
  });
});
