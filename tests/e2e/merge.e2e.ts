import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from './support/app';
import { launchBrowser, newPerson, type Person } from './support/browser';
import {
  enterAsGuest,
  layer,
  newDesignFromTemplate,
  newProject,
  openedEditor,
  SOON,
  saved,
  selectLayer,
  tabTo,
} from './support/pages';

/** Two variants of one network, and what becomes of the changes of one when they are brought over into the other. */
describe('bringing the changes of a variant over', () => {
  let app: App;
  let browser: Browser;
  let person: Person;
  let page: Page;
  let parent: string;
  let variant: string;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), launchBrowser()]);
    person = await newPerson(browser, app.url);
    ({ page } = person);
    await enterAsGuest(page);
    await newProject(page, 'Merging');
    await newDesignFromTemplate(page, /^Tiny network for digits/, 'tiny');
    parent = page.url();
    await page.getByRole('button', { name: 'Variant' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('wide');
    await page.getByRole('button', { name: 'Start variant' }).click();
    await page.getByText('variant of tiny').waitFor({ timeout: SOON });
    variant = page.url();
  });

  afterAll(async () => {
    await browser?.close();
    await app?.dispose();
  });

  it('[P15] shows what will change, asks about what both changed, and tells the figures before and after', async () => {
    await set(page, 'features.0', 'Filters', '16');
    await set(page, 'fc', 'Units', '20');
    await page.goto(parent);
    await openedEditor(page);
    await set(page, 'features.0', 'Filters', '12');
    const dialog = await openMerge(page);
    await dialog.getByText('Both were the same at revision 0 of “tiny”.').waitFor();
    await dialog.getByText('set Units from 10 to 20 of “fc”').waitFor();
    const filters = dialog.getByRole('radiogroup', {
      name: 'Filters of “features.0” is 12 here and 16 in the other design, and was 8 when the two parted.',
    });
    expect(await filters.getByRole('radio', { name: 'Keep 12' }).isChecked()).toBe(true);
    await filters.getByRole('radio', { name: 'Take 16' }).check();
    await dialog.getByText('set Filters from 12 to 16 of “features.0”').waitFor();
    await dialog.getByText('The merge brings no new problem.').waitFor();
    const params = dialog.getByRole('row', { name: /^Parameters/ });
    expect(await params.textContent()).toMatch(/\+/);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  it('[P15] says so when a design moved on while somebody looked, and brings nothing over yet', async () => {
    const dialog = await openMerge(page);
    await dialog.getByText('set Units from 10 to 20 of “fc”').waitFor();
    const second = await person.context.newPage();
    await second.goto(variant);
    await openedEditor(second);
    await set(second, 'fc', 'Units', '30');
    await second.close();
    await dialog.getByRole('button', { name: 'Bring over' }).click();
    await dialog.getByRole('alert').getByText('“wide” moved on while you looked.').waitFor();
    await dialog.getByText('set Units from 10 to 30 of “fc”').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  it('[P15] brings over with the keyboard what was picked, as one gesture that history tells and undo takes back', async () => {
    const dialog = await openMerge(page);
    await dialog.getByRole('radiogroup', { name: /^Filters of “features.0”/ }).waitFor();
    await tabTo(page, dialog.getByRole('radio', { name: 'Keep 12' }));
    await page.keyboard.press('ArrowRight');
    await tabTo(page, dialog.getByRole('button', { name: 'Bring over' }));
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await saved(page);
    await layer(page, 'features.0')
      .and(page.getByLabel(/28×28×16/))
      .waitFor();
    await page.getByRole('button', { name: 'History' }).click();
    const newest = page
      .getByRole('list', { name: 'Changes, newest first' })
      .getByRole('listitem')
      .first();
    await newest.getByRole('link', { name: '“wide” at revision 3' }).waitFor({ timeout: SOON });
    expect(await newest.textContent()).toContain(
      'brought 2 changes over from “wide” at revision 3:',
    );
    await page.getByRole('button', { name: 'Undo' }).click();
    await layer(page, 'features.0')
      .and(page.getByLabel(/28×28×12/))
      .waitFor();
    await saved(page);
  });

  it('[P15] begins anew after a merge that was undone, and else with the last merge', async () => {
    const undone = await openMerge(page);
    await undone.getByText('Both were the same at revision 0 of “tiny”.').waitFor();
    await undone.getByRole('button', { name: 'Bring over' }).click();
    await undone.waitFor({ state: 'hidden' });
    await saved(page);
    const dialog = await openMerge(page);
    const since = dialog.getByRole('combobox', { name: 'Changes since' });
    await since.waitFor();
    expect(await since.locator('option:checked').textContent()).toBe(
      'the last merge, of revision 3 of “wide”',
    );
    await dialog.getByText('Nothing: every change of the other design is here already.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Bring over' }).isDisabled()).toBe(true);
    await since.selectOption({ label: 'they parted, at revision 0 of “tiny”' });
    await dialog.getByRole('radio', { name: 'Take 16' }).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  it('[P15] leads from the comparison to the merge in either direction', async () => {
    const id = (url: string) => url.split('/').at(-1);
    await page.goto(`/compare/${id(parent)}/${id(variant)}`);
    await page.getByRole('button', { name: 'Bring changes over' }).click();
    await page.getByRole('menuitem', { name: 'from “tiny” into “wide”' }).click();
    const dialog = page.getByRole('dialog', { name: 'Bring changes over' });
    await dialog.getByText('into “wide”').waitFor({ timeout: SOON });
    await dialog.getByText('set Filters from 16 to 12 of “features.0”').waitFor();
    await dialog.getByRole('button', { name: 'Bring over' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await saved(page);
    await layer(page, 'features.0')
      .and(page.getByLabel(/28×28×12/))
      .waitFor();
    expect(page.url()).toBe(variant);
    expect(person.complaints).toEqual([]);
  });
});

/** Opens the dialog from the menu of the editor. */
async function openMerge(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.getByRole('menuitem', { name: 'Bring changes over…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Bring changes over' });
  await dialog.getByRole('combobox', { name: 'From' }).waitFor();
  return dialog;
}

/** Sets a number of a layer and waits until it is stored. */
async function set(page: Page, name: string, label: string, value: string): Promise<void> {
  await selectLayer(page, name);
  const field = page.getByRole('textbox', { name: label });
  await field.fill(value);
  await field.press('Enter');
  await saved(page);
}
