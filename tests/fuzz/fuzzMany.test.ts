import { describe, expect, it } from 'vitest';
import { MemoryServer } from '../support/fuzz/memoryServer';
import { PLANTED_BUGS } from '../support/fuzz/plantedBugs';
import type { FuzzArguments } from './fuzzArguments';
import type { FuzzGround } from './fuzzGround';
import { fuzzMany } from './fuzzMany';
import { closingWords, failureWords } from './fuzzWords';

const ASKED: FuzzArguments = {
  seeds: 4,
  from: 11,
  people: 2,
  steps: 20,
  database: 'memory',
  instances: 2,
};
const SILENT = { done: () => {}, failed: () => {} };
const GOOD: FuzzGround = { serverFor: async () => new MemoryServer(), close: async () => {} };
const never = () => new AbortController().signal;

describe('a long run', () => {
  it('draws seed after seed and counts what happens', async () => {
    const runs: number[] = [];
    const watch = { ...SILENT, done: (tally: { readonly runs: number }) => runs.push(tally.runs) };
    const tally = await fuzzMany(ASKED, GOOD, watch, never());
    expect(runs).toEqual([1, 2, 3, 4]);
    expect(tally.operations).toBeGreaterThanOrEqual(80);
    expect(closingWords(tally, ASKED, 3.2)).toMatch(
      /^ {2}answer lost +\d[\s\S]*\n4 of 4 seeds, \d+ operations in 3 s\.\nEverything held at every step\.$/,
    );
  });

  it('goes on after a failure, and tells how to repeat and to pin it', async () => {
    const { Server } = PLANTED_BUGS.find(({ name }) => name === 'the log has a hole') ?? {};
    const holed = { ...GOOD, serverFor: async () => new MemoryServer(Server) };
    const told: string[] = [];
    const tally = await fuzzMany(
      { ...ASKED, steps: 100 },
      holed,
      { ...SILENT, failed: (failure) => told.push(failureWords(failure, ASKED)) },
      never(),
    );
    expect(tally.failures.map(({ fuzzCase }) => fuzzCase)).toEqual(
      [11, 12, 13, 14].map((seed) => ({ seed, people: 2, operations: 100 })),
    );
    expect(told[0]).toMatch(/^Seed 11, 2 people, 100 operations, step \d+:\n.*follows on revision/);
    expect(told[0]).toContain('npm run fuzz -- --seeds 1 --from 11 --steps 20 --people 2');
    expect(closingWords(tally, ASKED, 1)).toMatch(/4 failed: 11, 12, 13, 14\.$/);
  });

  it('stops after the run under way when it is told to', async () => {
    const stop = new AbortController();
    const watch = { ...SILENT, done: () => stop.abort() };
    expect((await fuzzMany(ASKED, GOOD, watch, stop.signal)).runs).toBe(1);
  });
});
