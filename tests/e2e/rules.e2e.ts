import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from './support/app';
import { launchBrowser, newPerson, type Person } from './support/browser';
import {
  enterAsGuest,
  joinByLink,
  newDesignFromTemplate,
  newProject,
  SOON,
  shareLink,
  tabTo,
} from './support/pages';

/** Two people live with some findings, and decide by which rules their designs are judged. */
describe('design rules in a team', () => {
  let app: App;
  let browser: Browser;
  let ana: Person;
  let ben: Person;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), launchBrowser()]);
    ana = await newPerson(browser, app.url);
    ben = await newPerson(browser, app.url);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.dispose();
  });

  /** A finding by the title of its rule. */
  const finding = (page: Page, title: string): Locator =>
    page.getByRole('list', { name: /^Findings: / }).getByRole('listitem', { name: title });

  const waivedFinding = (page: Page, title: string): Locator =>
    page.getByRole('list', { name: 'Waived findings' }).getByRole('listitem', { name: title });

  it('a finding says why: the rule, its source and its threshold', async () => {
    const { page } = ana;
    await enterAsGuest(page);
    await newProject(page, 'Digits');
    await newDesignFromTemplate(page, /^LeNet-5$/);
    await joinByLink(ben.page, await shareLink(page));
    for (const person of [ana, ben])
      await person.page.getByRole('tab', { name: /^Findings/ }).click();
    await page.getByRole('region', { name: 'Advice' }).waitFor();
    const card = finding(page, 'Channels grow too fast');
    await card.getByRole('button', { name: 'Why' }).click();
    const why = card.getByRole('note');
    expect(await why.textContent()).toContain('A convolution at most doubles the channels.');
    expect(await why.textContent()).toContain('Channels double from one convolution to the next');
    expect(await why.textContent()).toContain('Most growth in one convolution: 2 ×');
  });

  it('is waived with a reason, by keyboard, and folded away for the colleague too', async () => {
    const { page } = ana;
    const card = finding(page, 'Channels grow too fast');
    await tabTo(page, card.getByRole('button', { name: 'Waive' }));
    await page.keyboard.press('Enter');
    await page.keyboard.type('As LeCun published it.');
    await page.keyboard.press('Control+Enter');
    for (const person of [ana, ben]) {
      await finding(person.page, 'Channels grow too fast').waitFor({
        state: 'detached',
        timeout: SOON,
      });
      await person.page.getByRole('button', { name: 'Waived (1)' }).click();
      const waived = waivedFinding(person.page, 'Channels grow too fast');
      await waived.getByText('As LeCun published it.').waitFor();
    }
  });

  it('comes back for both when the colleague withdraws the waiver', async () => {
    await waivedFinding(ben.page, 'Channels grow too fast')
      .getByRole('button', { name: 'Withdraw waiver' })
      .click();
    for (const { page } of [ana, ben])
      await finding(page, 'Channels grow too fast').waitFor({ timeout: SOON });
  });

  it('follows what the owner sets: a threshold, and a rule that is off', async () => {
    const { page } = ana;
    await page.getByRole('link', { name: 'Rules', exact: true }).click();
    await page.getByRole('heading', { name: 'Rules', level: 1 }).waitFor();
    const growth = page.getByRole('textbox', { name: 'Most growth in one convolution, in ×' });
    await growth.fill('3');
    await growth.press('Enter');
    await finding(ben.page, 'Channels grow too fast').waitFor({
      state: 'detached',
      timeout: SOON,
    });
    await finding(ben.page, 'Max pool near the prediction').waitFor();
    await page
      .getByRole('combobox', { name: 'Level of Max pool near the prediction' })
      .selectOption('Off');
    await finding(ben.page, 'Max pool near the prediction').waitFor({
      state: 'detached',
      timeout: SOON,
    });
    await page.getByRole('switch', { name: 'Changed only (2)' }).check();
    expect(await page.getByRole('list', { name: 'Rules' }).getByRole('listitem').count()).toBe(2);
    await page.reload();
    await page.getByRole('button', { name: 'Reset Channels grow too fast to default' }).click();
    await finding(ben.page, 'Channels grow too fast').waitFor({ timeout: SOON });
  });

  it('is set by owners alone: the colleague reads', async () => {
    const { page } = ben;
    await page.getByRole('link', { name: 'Rules', exact: true }).click();
    const level = page.getByRole('combobox', { name: 'Level of Max pool near the prediction' });
    await level.waitFor();
    expect(await level.inputValue()).toBe('off');
    expect(await level.isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Reset all to default' }).count()).toBe(0);
    expect([...ana.complaints, ...ben.complaints]).toEqual([]);
  });
});
