import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '@/lib/document/apply';
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

let app: App;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), launchBrowser()]);
  ({ page } = await newPerson(browser, app.url));
});

afterAll(async () => {
  await browser?.close();
  await app?.dispose();
});

it('[P17] a page that is older than the server says so, and loses nothing when it is loaded anew', async () => {
  // What the page says of its version, over the socket and over HTTP alike.
  let speaks = PROTOCOL_VERSION;
  const said = (text: string) =>
    text.replace(`"protocol":${PROTOCOL_VERSION}`, `"protocol":${speaks}`);
  await page.routeWebSocket('**/api/graphql', (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => server.send(said(String(message))));
  });
  await page.route('**/api/graphql', (route) =>
    route.continue({ postData: said(route.request().postData() ?? '') }),
  );
  await enterAsGuest(page);
  await newProject(page, 'Updated');
  await newDesignFromTemplate(page, /^LeNet-5$/);
  speaks = PROTOCOL_VERSION - 1;
  await selectLayer(page, 'conv1');
  const name = page.getByRole('textbox', { name: 'Name', exact: true });
  await name.fill('of the old page');
  await name.press('Enter');
  const alert = page.getByRole('alert').filter({ hasText: 'has been updated' });
  await alert.waitFor({ timeout: SOON });
  expect(await alert.textContent()).toBe(
    'Layerboard has been updated since this page was opened. Reload the page to go on. 1 change is kept in this browser and will be sent when you open the design again.Reload',
  );
  speaks = PROTOCOL_VERSION;
  await alert.getByRole('button', { name: 'Reload' }).click();
  await layer(page, 'of the old page').waitFor({ timeout: SOON });
  await saved(page);
  expect(await alert.count()).toBe(0);
});
