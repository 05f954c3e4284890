import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from './support/app';
import { launchBrowser, newPerson } from './support/browser';
import {
  enterAsGuest,
  layer,
  newDesignFromTemplate,
  newProject,
  SOON,
  saved,
  selectLayer,
} from './support/pages';

/** Where things are on the screen, and that they stay there. */
describe('the editor', () => {
  let app: App;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), launchBrowser()]);
    ({ page } = await newPerson(browser, app.url));
    await enterAsGuest(page);
    await newProject(page, 'Places');
    await newDesignFromTemplate(page, /^Tiny network for digits/, 'tiny');
  });

  afterAll(async () => {
    await browser?.close();
    await app?.dispose();
  });

  async function boxOf(target: Locator) {
    const box = await target.boundingBox();
    if (!box) throw new Error(`${target} is not on the screen.`);
    return { left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height };
  }

  async function overlap(a: Locator, b: Locator): Promise<boolean> {
    const [one, two] = await Promise.all([boxOf(a), boxOf(b)]);
    return (
      one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom
    );
  }

  it('says what was not done beside all that one needs', async () => {
    const from = layer(page, 'features.8').locator('.react-flow__handle-bottom');
    await from.dragTo(layer(page, 'features.3').locator('.react-flow__handle-top'));
    const notice = page.getByRole('alert').filter({ hasText: 'takes one input and has one' });
    await notice.waitFor();
    for (const needed of [
      page.getByRole('region', { name: 'Summary' }),
      page.getByRole('toolbar', { name: 'View' }),
      page.getByRole('navigation', { name: 'Palette' }),
      page.getByRole('complementary', { name: 'Details' }),
      page.locator('.react-flow__minimap'),
    ]) {
      expect(await overlap(notice, needed)).toBe(false);
    }
  });

  it('shows all layers after they were arranged', async () => {
    await page.getByRole('navigation', { name: 'Palette' }).getByText('Max pool 2D').click();
    await page.getByRole('group', { name: /^mp1, / }).waitFor();
    await page.getByRole('button', { name: 'Arrange the layers' }).click();
    await expect
      .poll(
        async () => {
          const canvas = await boxOf(page.getByRole('region', { name: 'Canvas', exact: true }));
          const layers = await page.locator('.react-flow__node').all();
          const boxes = await Promise.all(layers.map(boxOf));
          return (
            boxes.length === 15 &&
            boxes.every(({ left, right }) => left >= canvas.left && right <= canvas.right)
          );
        },
        { timeout: SOON },
      )
      .toBe(true);
    await saved(page);
  });

  it('[P13] trains the revision that is looked at, says so, and keeps the run with it', async () => {
    await selectLayer(page, 'features.0');
    await page.getByRole('textbox', { name: 'Filters' }).fill('12');
    await page.getByRole('textbox', { name: 'Filters' }).press('Enter');
    await saved(page);
    await page.getByRole('button', { name: 'History' }).click();
    await page.getByRole('button', { name: 'View revision 0' }).click();
    await page.getByText(/You look at revision 0 of /).waitFor({ timeout: SOON });
    await page.getByRole('tab', { name: 'Train' }).click();
    await page.getByLabel('Epochs').fill('1');
    await page.getByLabel('Images').fill('200');
    await page.getByRole('button', { name: 'Train revision 0' }).click();
    // The tiny network as it began, with 8 filters in its first layer.
    await page.getByText(/^23\.15\sk parameters, /).waitFor({ timeout: 60_000 });
    await page
      .getByRole('list', { name: 'Runs' })
      .getByText(/^revision 0 · /)
      .waitFor({ timeout: SOON });
    await page
      .getByRole('status', { name: 'Training status' })
      .filter({ hasText: 'Finished' })
      .waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Back to now' }).click();
    await page.getByRole('button', { name: 'Train', exact: true }).waitFor();
  });

  it('does not move when the connection goes', async () => {
    const before = await boxOf(layer(page, 'image'));
    await app.kill();
    await page.getByText(/^No connection since /).waitFor({ timeout: SOON });
    expect(await boxOf(layer(page, 'image'))).toEqual(before);
  });
});
