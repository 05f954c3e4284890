import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { must } from '@/lib/invariant';
import { seeded } from '../support/draw';
import { ON_POSTGRES } from '../support/testDatabase';
import { Scene } from './support/scene';
import { type Stage, startStage } from './support/stage';
import { STRIKES, type Strike } from './support/strikes';
import { settle, type Verdict } from './support/verdict';

/** Runs on this database; the two databases together have a hundred. `npm run faults -- --runs N` says another number. */
const RUNS = Number(process.env.LAYERBOARD_FAULT_RUNS ?? 50);
/** Which runs are drawn. */
const SEED = Number(process.env.LAYERBOARD_FAULT_SEED ?? 1);
/** Scenes at the same time. */
const AT_ONCE = 6;

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage?.dispose());

interface Run {
  readonly number: number;
  readonly strike: Strike;
}

interface Outcome {
  readonly run: Run;
  readonly verdict: Verdict;
}

/** The runs by their faults. */
function drawRuns(): ReadonlyMap<Strike, readonly Run[]> {
  const draw = seeded(SEED);
  const here = STRIKES.filter(({ on }) => on === 'both' || (on === 'postgres') === ON_POSTGRES);
  const runs = new Map<Strike, Run[]>();
  let deck: Strike[] = [];
  for (let number = 1; number <= RUNS; number++) {
    // Each fault once before any comes again.
    if (deck.length === 0) deck = [...here];
    const strike = must(deck.splice(draw(deck.length), 1)[0], 'a fault');
    runs.set(strike, [...(runs.get(strike) ?? []), { number, strike }]);
  }
  return runs;
}

function* slices<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

/** Plays runs at the same time: each a design of its own; one blow hits all of them. */
async function play(strike: Strike, runs: readonly Run[]): Promise<readonly Outcome[]> {
  const draw = seeded(SEED * 10_000 + must(runs[0], 'a run').number);
  const scenes = await Promise.all(
    runs.map(({ number }) => {
      const own = seeded(SEED * 100_000 + number);
      const people = 2 + own(3);
      const [first] = stage.instances;
      const instances = own(3) === 0 ? [first] : stage.instances;
      return Scene.open({ draw: own, people, instances, tab: () => strike.tab?.(own) ?? {} });
    }),
  );
  try {
    for (const scene of scenes) scene.work();
    await sleep(200 + draw(600));
    const forgotten = await strike.strike({ stage, scenes, draw });
    await sleep(draw(300));
    const verdicts = await Promise.all(scenes.map((scene) => settle(scene, forgotten?.get(scene))));
    return runs.map((run, index) => ({ run, verdict: must(verdicts[index], 'the verdict') }));
  } finally {
    await Promise.all(scenes.map((scene) => scene.close()));
  }
}

function tableOf(outcomes: readonly Outcome[]): string {
  const rows = new Map<string, number[]>();
  for (const { run, verdict } of outcomes) {
    const { acknowledged, lost, duplicates, unequal, faults } = verdict;
    const figures = [1, acknowledged, lost, duplicates, unequal, faults].map((each) =>
      typeof each === 'number' ? each : each.length,
    );
    for (const name of [run.strike.name, 'all'])
      rows.set(
        name,
        figures.map((figure, column) => figure + (rows.get(name)?.[column] ?? 0)),
      );
  }
  const all = rows.get('all') ?? [];
  rows.delete('all');
  const titles = ['runs', 'acknowledged', 'lost', 'duplicates', 'unequal', 'other'];
  const line = (name: string, cells: readonly (string | number)[]) =>
    [
      name.padEnd(48),
      ...cells.map((cell, index) => String(cell).padStart(titles[index]?.length ?? 0)),
    ].join('  ');
  const sorted = [...rows].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  return [
    line(`${ON_POSTGRES ? 'Postgres, two instances' : 'PGlite'}, seed ${SEED}`, titles),
    ...sorted.map(([name, cells]) => line(name, cells)),
    line('all', all),
  ].join('\n');
}

test('no drawn fault loses, repeats or parts anything', {
  timeout: 60_000 + RUNS * 30_000,
}, async () => {
  const outcomes: Outcome[] = [];
  const narrow: (readonly [Strike, Run])[] = [];
  for (const [strike, runs] of drawRuns()) {
    if (!strike.wide) narrow.push(...runs.map((run) => [strike, run] as const));
    else for (const wave of slices(runs, AT_ONCE)) outcomes.push(...(await play(strike, wave)));
  }
  for (const wave of slices(narrow, AT_ONCE)) {
    const played = await Promise.all(wave.map(([strike, run]) => play(strike, [run])));
    outcomes.push(...played.flat());
  }
  console.log(`\n${tableOf(outcomes)}`);
  expect(outcomes.length).toBe(RUNS);
  expect(
    outcomes.filter(({ verdict: { lost, duplicates, unequal, faults } }) =>
      [lost, duplicates, unequal, faults].some(({ length }) => length > 0),
    ),
  ).toEqual([]);
});
