import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from './support/app';
import { launchBrowser, newPerson } from './support/browser';
import {
  enterAsGuest,
  joinByLink,
  newDesignFromTemplate,
  newProject,
  SOON,
  shareLink,
} from './support/pages';

/** Two people in one design, who see what the other is at. */
describe('together in a design', () => {
  let app: App;
  let browser: Browser;
  let ana: Page;
  let ben: Page;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), launchBrowser()]);
    ana = (await newPerson(browser, app.url)).page;
    ben = (await newPerson(browser, app.url)).page;
    await enterAsGuest(ana);
    await newProject(ana, 'Together');
    await newDesignFromTemplate(ana, /^Tiny network for digits/, 'tiny');
    await joinByLink(ben, await shareLink(ana));
  });

  afterAll(async () => {
    await browser?.close();
    await app?.dispose();
  });

  it('[P12] one follows the other’s view, until one moves the canvas oneself', async () => {
    const shown = () => ana.locator('.react-flow__viewport').getAttribute('style');
    const follow = ana.getByRole('button', { name: /^Follow / });
    await follow.click();
    const before = await shown();
    await ben.getByRole('button', { name: 'Zoom in' }).click();
    await expect.poll(shown, { timeout: SOON }).not.toBe(before);
    expect(await follow.getAttribute('aria-pressed')).toBe('true');

    await ana.getByRole('region', { name: 'Canvas', exact: true }).hover();
    await ana.mouse.wheel(0, 200);
    await expect.poll(() => follow.getAttribute('aria-pressed')).toBe('false');
    const own = await shown();
    await ben.getByRole('button', { name: 'Zoom out' }).click();
    await ben.getByRole('button', { name: 'Zoom out' }).click();
    await ana.waitForTimeout(500);
    expect(await shown()).toBe(own);
  });
});
