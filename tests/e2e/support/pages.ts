import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** How long something may take that goes through the server. */
export const SOON = 15_000;

/** Opens the front door and goes in as a guest. */
export async function enterAsGuest(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Continue as guest' }).click();
  await page.waitForURL('**/projects');
}

/** Makes a project and goes there. */
export async function newProject(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New project' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await page.getByRole('button', { name: 'Create project' }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

/** Makes a design of a known network and opens it. */
export async function newDesignFromTemplate(page: Page, title: RegExp, name?: string) {
  await page.getByRole('button', { name: 'New design' }).click();
  await page.getByRole('radio', { name: title }).click();
  if (name) await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await page.getByRole('button', { name: 'Create design' }).click();
  await openedEditor(page);
}

/** Makes a design of a file and opens it. */
export async function newDesignFromFile(page: Page, file: string, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New design' }).click();
  await page.getByRole('tab', { name: 'File' }).click();
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByText(/: \d+ layers, \d+ wires/).waitFor();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await page.getByRole('button', { name: 'Create design' }).click();
  await openedEditor(page);
}

/** Makes an empty design and opens it. */
export async function newBlankDesign(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New design' }).click();
  await page.getByRole('tab', { name: 'Empty canvas' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await page.getByRole('button', { name: 'Create design' }).click();
  await openedEditor(page);
}

/** Waits until a design is open. */
export async function openedEditor(page: Page): Promise<void> {
  await page.waitForURL('**/designs/**');
  await page.getByRole('region', { name: 'Summary' }).waitFor();
}

/** A layer on the canvas, by its name. */
export function layer(page: Page, name: string): Locator {
  return page.getByRole('group', { name: new RegExp(`^${literally(name)}, `) });
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** A figure of the summary bar, as it is written there. */
export function figure(page: Page, label: string): Locator {
  return page
    .getByRole('region', { name: 'Summary' })
    .getByRole('button', { name: new RegExp(`^${literally(label)}: `) });
}

/** Waits until everything that was done is in the database. */
export async function saved(page: Page): Promise<void> {
  await page
    .getByRole('status')
    .filter({ hasText: /^Saved$/ })
    .waitFor({ timeout: SOON });
}

/** Selects a layer, zoomed in so that it can be hit. */
export async function selectLayer(page: Page, name: string): Promise<void> {
  await layer(page, name).click();
  await expect
    .poll(() => page.getByRole('textbox', { name: 'Name', exact: true }).inputValue())
    .toBe(name);
}

/** Makes a link that lets others edit, from the editor. */
export async function shareLink(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('button', { name: 'Create link' }).click();
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  return link;
}

/** Opens a shared link as a guest and waits for the design. */
export async function joinByLink(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('button', { name: 'Join the project' }).click();
  await openedEditor(page);
}

/** Waits until keys that are pressed go to this element, as once a dialog has opened. */
export async function focused(target: Locator): Promise<void> {
  await expect
    .poll(() => target.evaluate((element) => element === document.activeElement), { timeout: SOON })
    .toBe(true);
}

/** Moves the focus with the Tab key until something has it. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab') {
  await target.waitFor();
  for (let press = 0; press < 300; press++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`The focus never came to ${target}.`);
}
