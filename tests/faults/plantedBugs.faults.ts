import { describe, expect, test } from 'vitest';
import { expectWhole } from './support/expectWhole';
import { PLANTED_BUGS } from './support/plantedBugs';
import { stageOfFile } from './support/stageOfFile';
import { settle } from './support/verdict';

const { open } = stageOfFile();

/** Longer than anybody takes to come to rest who does. */
const PATIENCE = 5_000;

const BUGS = PLANTED_BUGS.map((bug) => [bug.name, bug] as const);

describe('the check of the faults', () => {
  test.for(BUGS)('notices that %s', async ([, { noticed, words, tab, play }]) => {
    const scene = await open(1, { tab: (index) => (index === 0 ? tab() : {}) });
    await play(scene);
    const verdict = await settle(scene, undefined, PATIENCE).catch((error: Error) => error);
    await scene.close();
    const said = verdict instanceof Error ? { restless: [verdict.message] } : verdict;
    expect(said).toHaveProperty(noticed);
    expect(Object.entries(said).find(([part]) => part === noticed)?.[1]).toEqual(
      expect.arrayContaining([expect.stringMatching(words)]),
    );
  });

  test.for(BUGS)('finds nothing where it does not happen that %s', async ([, { play }]) => {
    const scene = await open(2);
    await play(scene);
    await expectWhole(scene);
  });
});
