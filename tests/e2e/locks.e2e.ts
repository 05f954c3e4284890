import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTcpProxy, type TcpProxy } from '@/tests/support/tcpProxy';
import { type App, startApp } from './support/app';
import { launchBrowser, newPerson, type Person } from './support/browser';
import {
  enterAsGuest,
  joinByLink,
  layer,
  newDesignFromTemplate,
  newProject,
  openedEditor,
  SOON,
  saved,
  selectLayer,
  shareLink,
} from './support/pages';

/** A line that says nothing is given up within this time. */
const SILENCE = 40_000;

/** One field, two people: Ana, and Ben, whose line can be spoilt. PROTOCOL P12. */
describe('[P12] a field in which somebody is', () => {
  let app: App;
  let browser: Browser;
  let line: TcpProxy;
  let people: readonly Person[];
  let ana: Page;
  let ben: Page;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), launchBrowser()]);
    line = await startTcpProxy(app.port);
    const far = `http://localhost:${line.port}`;
    people = await Promise.all([app.url, far].map((url) => newPerson(browser, url)));
    [ana, ben] = people.map(({ page }) => page) as [Page, Page];
    await enterAsGuest(ana);
    await newProject(ana, 'Locks');
    await newDesignFromTemplate(ana, /^Tiny network for digits/, 'tiny');
    await joinByLink(ben, (await shareLink(ana)).replace(app.url, far));
  });

  afterAll(async () => {
    await browser?.close();
    await line?.close();
    await app?.dispose();
  });

  const filters = (page: Page) => page.getByRole('textbox', { name: 'Filters' });
  const note = (page: Page) => page.getByText(/ (is editing this|took over)\.$/);
  const free = (page: Page) => note(page).waitFor({ state: 'hidden', timeout: SILENCE });
  const isReadOnly = async (field: Locator) => (await field.getAttribute('readonly')) !== null;

  it('is framed, says by whom, and cannot be typed in by others', async () => {
    for (const page of [ana, ben]) await selectLayer(page, 'features.3');
    await filters(ben).focus();
    await note(ana).waitFor({ timeout: SOON });
    const frame = ana
      .getByRole('group')
      .filter({ has: filters(ana) })
      .last();
    expect(await frame.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
    const described = await frame.getAttribute('aria-describedby');
    expect(await ana.locator(`[id="${described}"]`).textContent()).toMatch(/ is editing this\.$/);

    await filters(ana).focus();
    await ana.keyboard.type('7');
    await ana.keyboard.press('ArrowUp');
    expect(await filters(ana).inputValue()).toBe('16');
    expect(await isReadOnly(filters(ben))).toBe(false);
  });

  it('is free again when they leave it', async () => {
    await filters(ben).blur();
    await free(ana);
    expect(await isReadOnly(filters(ana))).toBe(false);
  });

  it('can be taken over; the first is told, and loses nothing that was typed', async () => {
    await filters(ben).focus();
    await note(ana).waitFor({ timeout: SOON });
    // What does not fit is not taken over after a pause either.
    await filters(ben).fill('24x');
    await ana.getByRole('button', { name: 'Take over' }).click();
    await ben.getByText(/ took over\.$/).waitFor({ timeout: SOON });
    expect(await isReadOnly(filters(ben))).toBe(true);
    expect(await isReadOnly(filters(ana))).toBe(false);
    expect(await filters(ben).inputValue()).toBe('16');

    await ana.keyboard.press('ControlOrMeta+A');
    await ana.keyboard.type('20');
    await expect.poll(() => filters(ben).inputValue(), { timeout: SOON }).toBe('20');
    await ben.getByText('You had typed “24x”.').waitFor();
    await ben.getByRole('button', { name: 'Copy', exact: true }).click();
    expect(await ben.evaluate(() => navigator.clipboard.readText())).toBe('24x');
  });

  it('can be taken back', async () => {
    await ben.getByRole('button', { name: 'Take over' }).click();
    await ana.getByText(/ took over\.$/).waitFor({ timeout: SOON });
    expect(await isReadOnly(filters(ana))).toBe(true);
    expect(await isReadOnly(filters(ben))).toBe(false);
    await ben.getByRole('button', { name: 'Put it back' }).click();
    await expect.poll(() => filters(ben).inputValue()).toBe('24x');
    await filters(ben).press('End');
    await filters(ben).press('Backspace');
    await filters(ben).press('Enter');
    await expect.poll(() => filters(ana).inputValue(), { timeout: SOON }).toBe('24');
    await filters(ben).blur();
    await free(ana);
  });

  it('may be the name of the design', async () => {
    const name = (page: Page) => page.getByRole('textbox', { name: 'Design name' });
    await name(ben).focus();
    await note(ana).waitFor({ timeout: SOON });
    expect(await isReadOnly(name(ana))).toBe(true);
    await name(ben).blur();
    await free(ana);
  });

  it('is free again when their layer was gone for a moment', async () => {
    await filters(ben).focus();
    await note(ana).waitFor({ timeout: SOON });
    await ana.getByRole('button', { name: 'Delete' }).click();
    await layer(ben, 'features.3').waitFor({ state: 'detached', timeout: SOON });
    await ana.getByRole('button', { name: 'Undo' }).click();
    for (const page of [ana, ben]) await selectLayer(page, 'features.3');
    await free(ana);
    expect(await isReadOnly(filters(ana))).toBe(false);
  });

  it('is free again when their line is silent, and nobody keeps out whoever has no line', async () => {
    await filters(ben).focus();
    await note(ana).waitFor({ timeout: SOON });
    line.set({ out: 'lose', in: 'lose' });
    await free(ana);
    await filters(ana).focus();
    await ben.getByText(/^No connection since /).waitFor({ timeout: SILENCE });
    expect(await isReadOnly(filters(ben))).toBe(false);
    await filters(ana).blur();
    line.set({});
    line.reset();
    await ben.getByText(/^No connection since /).waitFor({ state: 'hidden', timeout: SILENCE });
    await saved(ben);
  });

  it('is free again when their tab is closed', async () => {
    await ben.reload();
    await openedEditor(ben);
    await selectLayer(ben, 'features.3');
    await filters(ben).focus();
    await note(ana).waitFor({ timeout: SOON });
    await ben.close();
    await free(ana);
  });

  it('met no error in any page', () => {
    const faults = people.flatMap(({ complaints }) =>
      complaints.filter((complaint) => !/net::ERR_|WebSocket connection/.test(complaint)),
    );
    expect(faults).toEqual([]);
  });
});
