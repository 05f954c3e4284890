import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '@/graphql/limits';
import { type App, startApp } from './support/app';
import { launchBrowser, newPerson } from './support/browser';
import {
  enterAsGuest,
  layer,
  newDesignFromTemplate,
  newProject,
  openedEditor,
  SOON,
  saved,
  selectLayer,
} from './support/pages';

let app: App;
let browser: Browser;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await app?.dispose();
});

async function rename(page: Page, from: string, to: string): Promise<void> {
  await selectLayer(page, from);
  const name = page.getByRole('textbox', { name: 'Name', exact: true });
  await name.fill(to);
  await name.press('Enter');
}

/** Makes a page whose work can be kept from the server, while it hears all that others do; before it is opened. */
async function mutable(page: Page): Promise<(muted: boolean) => void> {
  let muted = false;
  const isWork = (text: string) => muted && text.includes('"operations":');
  await page.route('**/api/graphql', (route) =>
    isWork(route.request().postData() ?? '') ? route.abort() : route.continue(),
  );
  await page.routeWebSocket('**/api/graphql', (near) => {
    const far = near.connectToServer();
    near.onMessage((message) => {
      if (!isWork(`${message}`)) return far.send(message);
      const { id } = JSON.parse(`${message}`);
      const sorry = {
        message: 'The database does not answer.',
        extensions: { code: 'UNAVAILABLE' },
      };
      near.send(JSON.stringify({ id, type: 'error', payload: [sorry] }));
    });
  });
  return (now) => {
    muted = now;
  };
}

function unsaved(page: Page, count: number): Promise<void> {
  const text = new RegExp(`^(${count} unsaved|Saving ${count})$`);
  const status = page.getByRole('status').filter({ hasText: text });
  return status.waitFor({ timeout: SOON });
}

/** Waits until the browser keeps a piece of work, so that the page may go at any moment. */
async function keptInBrowser(page: Page, text: string): Promise<void> {
  const kept = () =>
    page.evaluate(
      () =>
        new Promise<string>((resolve, reject) => {
          const opening = indexedDB.open('keyval-store');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const store = opening.result.transaction('keyval').objectStore('keyval');
            const reading = store.getAll();
            reading.onsuccess = () => {
              opening.result.close();
              resolve(JSON.stringify(reading.result));
            };
          };
        }),
    );
  await expect.poll(kept).toContain(text);
}

/** Names that were given, as the history tells them, newest first. */
async function namesGiven(page: Page): Promise<readonly string[]> {
  await page.getByRole('button', { name: 'History' }).click();
  await page.getByRole('list', { name: 'Changes, newest first' }).waitFor();
  const more = page.getByRole('button', { name: /^and \d+ more$/ });
  await page.waitForTimeout(1500);
  for (const each of await more.all()) await each.click();
  const lines = await page.getByText(/^renamed /).allTextContents();
  return lines.map((line) => line.replace(/^renamed .* to /, ''));
}

describe('two tabs of one person', () => {
  let context: BrowserContext;
  let first: Page;
  let second: Page;
  let mute: (muted: boolean) => void;
  let muteSecond: (muted: boolean) => void;

  beforeAll(async () => {
    ({ context, page: first } = await newPerson(browser, app.url));
    mute = await mutable(first);
    await enterAsGuest(first);
    await newProject(first, 'Tabs');
    await newDesignFromTemplate(first, /^Tiny network for digits/, 'tiny');
    second = await context.newPage();
    muteSecond = await mutable(second);
    await second.goto(first.url());
    await openedEditor(second);
  });

  async function another(): Promise<Page> {
    const page = await context.newPage();
    await page.goto(first.url());
    await openedEditor(page);
    return page;
  }

  it('see what is done in the other', async () => {
    await rename(first, 'features.0', 'of the first');
    await layer(second, 'of the first').waitFor({ timeout: SOON });
    await rename(second, 'features.1', 'of the second');
    await layer(first, 'of the second').waitFor({ timeout: SOON });
  });

  it('[P11] send their work once each when the server is back', async () => {
    await app.kill();
    await rename(first, 'features.2', 'offline, first');
    await rename(second, 'features.3', 'offline, second');
    await unsaved(first, 1);
    await unsaved(second, 1);
    await app.start();
    for (const page of [first, second]) {
      await saved(page);
      await layer(page, 'offline, first').waitFor({ timeout: SOON });
      await layer(page, 'offline, second').waitFor({ timeout: SOON });
    }
  });

  it('[P11] leave to the other what it could not send, as long as it is open', async () => {
    mute(true);
    await rename(first, 'features.4', 'muted');
    await unsaved(first, 1);
    const third = await another();
    await saved(third);
    expect(await layer(third, 'muted').count()).toBe(0);
    await third.close();
    mute(false);
    await saved(first);
    await layer(second, 'muted').waitFor({ timeout: SOON });
  });

  it('[P11] send what the other could not send before it was closed', async () => {
    mute(true);
    await rename(first, 'features.5', 'left behind');
    await keptInBrowser(first, 'left behind');
    await first.close();
    await layer(second, 'left behind').waitFor({ timeout: 2 * SOON });
    await saved(second);
    first = second;
  });

  it('[P11] and a third that was closed without a connection lose nothing', async () => {
    const third = await another();
    await app.kill();
    await rename(third, 'features.6', 'of the third');
    await keptInBrowser(third, 'of the third');
    await third.close();
    await rename(second, 'features.7', 'of the second too');
    await app.start();
    await saved(second);
    await layer(second, 'of the third').waitFor({ timeout: 30_000 });
  });

  it('[P11] and the log holds each thing once', async () => {
    const given = await namesGiven(second);
    expect([...given].sort()).toEqual(
      [
        '“left behind”',
        '“muted”',
        '“of the first”',
        '“of the second too”',
        '“of the second”',
        '“of the third”',
        '“offline, first”',
        '“offline, second”',
      ].sort(),
    );
  });

  it('find the work of a page that was left for another one within the same tab', async () => {
    await second.getByRole('tab', { name: 'Layer' }).click();
    muteSecond(true);
    await rename(second, 'features.8', 'left for the project');
    await keptInBrowser(second, 'left for the project');
    await second.getByRole('link', { name: 'Tabs' }).click();
    await second.getByRole('heading', { name: 'Tabs', level: 1 }).waitFor();
    muteSecond(false);
    await second.getByRole('link', { name: /^tiny/ }).click();
    await openedEditor(second);
    await layer(second, 'left for the project').waitFor({ timeout: SOON });
    await saved(second);
  });
});

describe('a browser that keeps nothing', () => {
  let page: Page;

  beforeAll(async () => {
    ({ page } = await newPerson(browser, app.url));
    await page.addInitScript(() => {
      Object.defineProperty(window, 'indexedDB', {
        get() {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      });
    });
    await enterAsGuest(page);
    await newProject(page, 'Private');
    await newDesignFromTemplate(page, /^Tiny network for digits/, 'tiny');
  });

  it('saves what is done like any other', async () => {
    await rename(page, 'features.0', 'saved');
    await saved(page);
  });

  it('[P11] says that what was not sent is in this page alone, and asks before the page is closed', async () => {
    await app.kill();
    const banner = page.getByRole('status').filter({ hasText: /^No connection since / });
    await banner.waitFor({ timeout: SOON });
    expect(await banner.textContent()).toContain(
      'changes wait in this page and will be sent by themselves. This browser keeps nothing, so leave the page open.',
    );
    await rename(page, 'features.1', 'kept in the page');
    await unsaved(page, 1);
    expect(await banner.textContent()).toContain('1 change waits in this page');
    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
  });

  it('[P11] sends it when the server is back', async () => {
    await app.start();
    await saved(page);
    await page.reload();
    await openedEditor(page);
    await layer(page, 'kept in the page').waitFor();
  });
});

describe('one page too many of a person', () => {
  it('says why it gets no news, keeps the work, and goes on when others were closed', async () => {
    const { context, page } = await newPerson(browser, app.url);
    await enterAsGuest(page);
    await newProject(page, 'Crowd');
    await newDesignFromTemplate(page, /^Tiny network for digits/, 'tiny');
    const design = page.url();
    await page.goto('/projects');
    const crowd = await page.evaluateHandle(async (count) => {
      const { host } = window.location;
      const sockets = Array.from(
        { length: count },
        () => new WebSocket(`ws://${host}/api/graphql`, 'graphql-transport-ws'),
      );
      await Promise.all(
        sockets.map(
          (socket) =>
            new Promise((resolve, reject) => {
              socket.onopen = () => socket.send('{"type":"connection_init"}');
              socket.onmessage = resolve;
              socket.onclose = ({ reason }) => reject(new Error(reason));
            }),
        ),
      );
      return sockets;
    }, LIMITS.socketsOfPerson);

    const another = await context.newPage();
    await another.goto(design);
    await openedEditor(another);
    const alert = another.getByRole('alert').filter({ hasText: 'so many pages' });
    await alert.waitFor({ timeout: SOON });
    await rename(another, 'features.0', 'in a crowd');
    await alert
      .getByText('1 change is kept in this browser and will be sent when that works.')
      .waitFor();
    await alert.getByRole('button', { name: 'Try again' }).click();
    // It says so again, since nobody has closed anything.
    await another.waitForTimeout(2_000);
    await alert.waitFor({ timeout: SOON });

    await crowd.evaluate((sockets) => {
      for (const socket of sockets) socket.close();
    });
    await expect
      .poll(
        async () => {
          if (await alert.isVisible())
            await alert.getByRole('button', { name: 'Try again' }).click();
          return another
            .getByRole('status')
            .filter({ hasText: /^Saved$/ })
            .isVisible();
        },
        { timeout: SOON, interval: 500 },
      )
      .toBe(true);
    await another.waitForTimeout(1_000);
    expect(await alert.count()).toBe(0);
    await page.goto(design);
    await layer(page, 'in a crowd').waitFor({ timeout: SOON });
    await rename(page, 'features.1', 'heard');
    await layer(another, 'heard').waitFor({ timeout: SOON });
  });
});
