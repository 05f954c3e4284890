import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from './support/app';
import { launchBrowser, newPerson } from './support/browser';
import {
  enterAsGuest,
  figure,
  layer,
  newDesignFromTemplate,
  newProject,
  SOON,
  saved,
  selectLayer,
} from './support/pages';

/** Looking back, and coming back with what was found. */
describe('the history of a design', () => {
  let app: App;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), launchBrowser()]);
    ({ page } = await newPerson(browser, app.url));
    await enterAsGuest(page);
    await newProject(page, 'Past');
    await newDesignFromTemplate(page, /^Tiny network for digits/, 'tiny');
  });

  afterAll(async () => {
    await browser?.close();
    await app?.dispose();
  });

  it('[P13] tells what was done, and who set a value to what from what', async () => {
    await selectLayer(page, 'features.0');
    for (const filters of ['12', '16']) {
      await page.getByRole('textbox', { name: 'Filters' }).fill(filters);
      await page.getByRole('textbox', { name: 'Filters' }).press('Enter');
      await saved(page);
    }
    await page.getByRole('button', { name: 'History' }).click();
    const newest = page
      .getByRole('list', { name: 'Changes, newest first' })
      .getByRole('listitem')
      .first();
    await newest.getByText('set Filters from 12 to 16 of “features.0”').waitFor({ timeout: SOON });
    await newest.getByText('set Filters from 8 to 12 of “features.0”').waitFor();
    const filters = page
      .getByRole('table', { name: 'Values of features.0' })
      .getByRole('row', { name: /^Filters/ });
    await expect.poll(() => filters.textContent()).toMatch(/^Filters16.+, was 12$/);
  });

  it('[P13] gives a revision a name', async () => {
    await page.getByRole('button', { name: 'Name revision 0' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('As published');
    await page.getByRole('button', { name: 'Name it' }).click();
    await page
      .getByRole('listitem', { name: 'The design began' })
      .getByText('As published')
      .waitFor({ timeout: SOON });
  });

  it('[P13] shows the design as it stood, with its figures, and lets nothing be changed', async () => {
    await page.getByRole('button', { name: 'View revision 0' }).click();
    await page.getByText(/You look at revision 0 of 2, “As published”/).waitFor({ timeout: SOON });
    await layer(page, 'features.0')
      .and(page.getByLabel(/28×28×8/))
      .waitFor();
    expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(0);
    expect(await page.getByRole('navigation', { name: 'Palette' }).count()).toBe(0);
    await page.keyboard.press('Control+Z');
    await page.getByRole('button', { name: 'Back to now' }).click();
    await layer(page, 'features.0')
      .and(page.getByLabel(/28×28×16/))
      .waitFor();
  });

  it('[P13] lays a revision beside the design as it stands', async () => {
    await page.getByRole('button', { name: 'View revision 0' }).click();
    await page.getByRole('link', { name: 'Compare with now' }).click();
    await page.getByRole('heading', { name: 'tiny at revision 0 → tiny' }).waitFor();
    await page.getByText('Filters: 8 → 16').waitFor();
    await page.goBack();
  });

  it('[P14] restores a revision as one more change, which can be undone', async () => {
    await page.getByRole('button', { name: 'History' }).click();
    await page.getByRole('button', { name: 'View revision 0' }).click();
    await page.getByRole('button', { name: 'Restore this revision' }).click();
    await layer(page, 'features.0')
      .and(page.getByLabel(/28×28×8/))
      .waitFor();
    await saved(page);
    await page.getByText('set Filters from 16 to 8 of “features.0”').waitFor({ timeout: SOON });
    await page.getByRole('button', { name: 'Undo' }).click();
    await layer(page, 'features.0')
      .and(page.getByLabel(/28×28×16/))
      .waitFor();
    expect(await figure(page, 'Layers').getAttribute('aria-label')).toMatch(/^Layers: /);
  });
});
