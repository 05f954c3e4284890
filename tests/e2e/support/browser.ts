import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { provideChromium } from '@/tests/support/chromium';

/** One person with a browser of their own: nothing shared with the others, cookies included. */
export interface Person {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the browser complained of so far: uncaught errors and failed assertions of the page. */
  readonly complaints: readonly string[];
}

/** A headless Chromium that talks to nobody but us. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: provideChromium(),
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Somebody new at the front door of the app. */
export async function newPerson(browser: Browser, url: string): Promise<Person> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return { context, page, complaints };
}
