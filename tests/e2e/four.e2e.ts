import type { Browser, Page } from 'playwright-core';
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
  SOON,
  saved,
  selectLayer,
  shareLink,
} from './support/pages';

/** Ana moves a layer while Ben renames it, Cleo deletes, and Dan, who has no connection, edits it. PROTOCOL P16. */
describe('four people at one layer', () => {
  let app: App;
  let browser: Browser;
  let line: TcpProxy;
  let people: readonly Person[];
  let ana: Page;
  let ben: Page;
  let cleo: Page;
  let dan: Page;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), launchBrowser()]);
    line = await startTcpProxy(app.port);
    const far = `http://localhost:${line.port}`;
    people = await Promise.all(
      [app.url, app.url, app.url, far].map((url) => newPerson(browser, url)),
    );
    [ana, ben, cleo, dan] = people.map(({ page }) => page) as [Page, Page, Page, Page];
    await enterAsGuest(ana);
    await newProject(ana, 'Four');
    await newDesignFromTemplate(ana, /^Tiny network for digits/, 'tiny');
    const link = await shareLink(ana);
    await joinByLink(ben, link);
    await joinByLink(cleo, link);
    await joinByLink(dan, link.replace(app.url, far));
  });

  afterAll(async () => {
    await browser?.close();
    await line?.close();
    await app?.dispose();
  });

  async function cutDan(): Promise<void> {
    line.set({ open: false });
    line.reset();
    await dan.getByText(/^No connection since /).waitFor({ timeout: SOON });
  }

  /** Begins to drag a layer, and returns how to let go of it. */
  async function drag(page: Page, name: string): Promise<() => Promise<void>> {
    const box = await layer(page, name).boundingBox();
    if (!box) throw new Error(`“${name}” is not on the canvas.`);
    const [x, y] = [box.x + box.width / 2, box.y + 12];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 60, y + 10, { steps: 4 });
    return () => page.mouse.up();
  }

  async function rename(page: Page, from: string, to: string): Promise<void> {
    await selectLayer(page, from);
    const name = page.getByRole('textbox', { name: 'Name', exact: true });
    await name.fill(to);
    await name.press('Enter');
  }

  async function remove(page: Page, name: string): Promise<void> {
    await selectLayer(page, name);
    await page.getByRole('button', { name: 'Delete' }).click();
  }

  it('[P6] keep all of it where Cleo deletes the layer beside it', async () => {
    await cutDan();
    await selectLayer(dan, 'features.3');
    await dan.getByRole('textbox', { name: 'Filters' }).fill('24');
    await dan.getByRole('textbox', { name: 'Filters' }).press('Enter');
    await dan.getByText(/1 change is kept in this browser/).waitFor();
    const drop = await drag(ana, 'features.3');
    await rename(ben, 'features.3', 'stem');
    await remove(cleo, 'features.4');
    await layer(ana, 'features.4').waitFor({ state: 'detached', timeout: SOON });
    await drop();
    line.set({ open: true });
    for (const page of [ana, ben, cleo, dan]) {
      await layer(page, 'stem').and(page.getByLabel(/×24/)).waitFor({ timeout: SOON });
      expect(await layer(page, 'features.4').count()).toBe(0);
      await saved(page);
    }
    await dan.getByText(/^No connection since /).waitFor({ state: 'hidden' });
    const places = await Promise.all(
      [ana, ben, cleo, dan].map((page) =>
        layer(page, 'stem').evaluate(
          (node) => node.closest<HTMLElement>('.react-flow__node')?.style.transform,
        ),
      ),
    );
    expect(new Set(places).size).toBe(1);
  });

  it('[P16] are told where Cleo deletes the layer itself, may bring it back, and Dan sees what came to nothing', async () => {
    await cutDan();
    await rename(dan, 'stem', 'of Dan');
    const drop = await drag(ana, 'stem');
    await remove(cleo, 'stem');
    await ana.getByText(/ deleted “stem”, which you were moving\.$/).waitFor({ timeout: SOON });
    await drop();
    await ben
      .getByText(/ deleted “stem”, which you (renamed|were editing)\.$/)
      .waitFor({ timeout: SOON });
    line.set({ open: true });
    await dan
      .getByText(/ deleted “(of Dan|stem)”, which you (renamed|were editing)\.$/)
      .waitFor({ timeout: SOON });
    const tray = dan.getByRole('dialog', { name: /not applied$/ });
    const item = tray.getByRole('listitem', { name: 'You renamed “stem” to “of Dan”.' });
    await item.waitFor({ timeout: SOON });
    await item.getByText('The layer is gone, and its name with it.').waitFor();

    await item.getByRole('button', { name: 'Try again' }).click();
    await item.getByText('The layer is gone, and its name with it.').waitFor();
    await ben.getByRole('button', { name: 'Bring it back' }).click();
    for (const page of [ana, ben, cleo, dan]) await layer(page, 'stem').waitFor({ timeout: SOON });
    await selectLayer(ben, 'stem');
    const inputs = ben.getByRole('list', { name: 'Inputs' }).getByRole('listitem');
    expect(await inputs.allTextContents()).toEqual(['features.2']);

    await item.getByRole('button', { name: 'Try again' }).click();
    await tray.waitFor({ state: 'hidden' });
    for (const page of [ana, ben, cleo, dan]) {
      await layer(page, 'of Dan').waitFor({ timeout: SOON });
      await saved(page);
    }
  });

  it('no page met an error', () => {
    const faults = people.flatMap(({ complaints }) =>
      complaints.filter((complaint) => !/net::ERR_|WebSocket connection/.test(complaint)),
    );
    expect(faults).toEqual([]);
  });
});
