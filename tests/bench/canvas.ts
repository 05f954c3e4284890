import type { Browser, CDPSession, Page } from 'playwright-core';
import { must } from '@/lib/invariant';
import { startApp } from '@/tests/e2e/support/app';
import { launchBrowser, newPerson } from '@/tests/e2e/support/browser';
import {
  enterAsGuest,
  layer,
  newBlankDesign,
  newDesignFromTemplate,
  newProject,
  openedEditor,
  saved,
} from '@/tests/e2e/support/pages';
import { machine, printTable, quantile } from './measure';
import { serveModules } from './servedModules';

const MOVES = 240;
const PAUSE = 12;
const RADIUS = 60;
const SLOW_FRAME = 50;
const DRAGGED = 'layer3.0.conv2';

/**
 * The editor in headless Chromium, in the built app: a layer dragged with the mouse, in ResNet-50
 * with all of it in view and from near, beside a design of one layer in the same run; and a full
 * pass of the analysis in that browser, beside TensorFlow.js.
 */
export async function canvasBench(): Promise<void> {
  console.log(`\nDragging a layer for ${MOVES} steps of the mouse (${machine()})`);
  console.log('Headless Chromium without a GPU: the processor draws every pixel, too.\n');
  const [app, browser] = await Promise.all([startApp(), launchBrowser()]);
  try {
    const { page } = await newPerson(browser, app.url);
    await enterAsGuest(page);
    await newProject(page, 'Bench');
    const project = page.url();
    await newBlankDesign(page, 'One layer');
    await page.getByRole('textbox', { name: 'Search layers to add' }).fill('input');
    await page.keyboard.press('Enter');
    const one = await drag(page, 'in1');
    await page.goto(project);
    await newDesignFromTemplate(page, /^ResNet-50(?! V2)/);
    const all = await drag(page, DRAGGED);
    await page.goto(`${page.url()}?node=${DRAGGED}`);
    await openedEditor(page);
    const near = await drag(page, DRAGGED);
    print([
      ['one layer', one],
      ['ResNet-50, all in view', all],
      ['ResNet-50, from near', near],
    ]);
    await analyseInBrowser(browser);
  } finally {
    await browser.close();
    await app.dispose();
  }
}

/** The analysis where people run it: a full pass in the browser, beside TensorFlow.js in the same page. */
async function analyseInBrowser(browser: Browser): Promise<void> {
  const modules = await serveModules();
  const page = await browser.newPage();
  await page.goto(`${modules.url}package.json`);
  const { full, tensorFlow } = await page.evaluate<{ full: number; tensorFlow: number }>(
    `import('/tests/bench/inBrowser.ts').then(({ inBrowser }) => inBrowser('resnet50'))`,
  );
  await page.close();
  await modules.dispose();
  const times = `${full.toFixed(2)} ms; TensorFlow.js builds it in ${tensorFlow.toFixed(0)} ms`;
  console.log(`A full pass over ResNet-50 in this browser: ${times}, medians.`);
  console.log(`That is ${(tensorFlow / full).toFixed(0)} times as long.`);
}

/** What a drag cost: times of frames in milliseconds, and the work of the page for one step of the mouse. */
interface Drag {
  readonly layers: number;
  readonly frames: readonly number[];
  readonly script: number;
  readonly layout: number;
  readonly everything: number;
}

/** Drags a layer around in circles, puts it down, and waits until that is saved. */
async function drag(page: Page, name: string): Promise<Drag> {
  const target = layer(page, name);
  await target.waitFor();
  // The view comes to rest, and what loads in the background is there.
  await page.waitForTimeout(2_000);
  const box = must((await target.boundingBox()) ?? undefined, `${name} on the screen`);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const frames = await page.evaluateHandle<{ readonly times: number[] }>(RECORD_FRAMES);
  const before = await work(session);
  for (let step = 1; step <= MOVES; step++) {
    const angle = (step / 60) * 2 * Math.PI;
    await page.mouse.move(x + RADIUS * Math.sin(angle), y + RADIUS * (1 - Math.cos(angle)));
    await page.waitForTimeout(PAUSE);
  }
  const after = await work(session);
  const times = await frames.evaluate((recorded) => [...recorded.times]);
  await page.mouse.up();
  await saved(page);
  const each = (names: readonly string[]) =>
    names.reduce((sum, key) => sum + (after.get(key) ?? 0) - (before.get(key) ?? 0), 0) / MOVES;
  return {
    layers: await page.locator('.react-flow__node').count(),
    frames: times.slice(1).map((time, index) => time - (times[index] ?? time)),
    script: each(['ScriptDuration']),
    layout: each(['LayoutDuration', 'RecalcStyleDuration']),
    everything: each(['TaskDuration']),
  };
}

/** Source code for the page: the times at which it draws. */
const RECORD_FRAMES = `(() => {
  const recorded = { times: [] };
  const record = (time) => {
    recorded.times.push(time);
    requestAnimationFrame(record);
  };
  requestAnimationFrame(record);
  return recorded;
})()`;

/** Time that the page has spent so far, in milliseconds, by what it was spent on. */
async function work(session: CDPSession): Promise<ReadonlyMap<string, number>> {
  const { metrics } = await session.send('Performance.getMetrics');
  return new Map(metrics.map(({ name, value }) => [name, value * 1000]));
}

function print(drags: readonly (readonly [title: string, drag: Drag])[]): void {
  const rows = [
    ['ms', 'layers drawn', 'frame', '95 %', 'over 50', 'script', 'layout', 'all work', 'times one'],
  ];
  const [, reference] = must(drags[0], 'a reference');
  for (const [title, { layers, frames, script, layout, everything }] of drags) {
    const slow = frames.filter((time) => time > SLOW_FRAME).length / frames.length;
    rows.push([
      title,
      `${layers}`,
      quantile(0.5, frames).toFixed(1),
      quantile(0.95, frames).toFixed(1),
      `${(100 * slow).toFixed(1)} %`,
      ...[script, layout, everything].map((time) => time.toFixed(2)),
      (everything / reference.everything).toFixed(1),
    ]);
  }
  printTable(rows);
  console.log(
    '\nFrames are times from one drawing to the next; work is for one step of the mouse.',
  );
}
