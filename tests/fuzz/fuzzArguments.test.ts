import { describe, expect, it } from 'vitest';
import { readFuzzArguments } from './fuzzArguments';

const STANDARD = {
  seeds: 1_000,
  from: 1,
  people: undefined,
  steps: 200,
  database: 'memory',
  instances: 2,
};

describe('the arguments of npm run fuzz', () => {
  it('may all be left out', () => {
    expect(readFuzzArguments([])).toEqual({ ok: true, value: STANDARD });
  });

  it('say how much is drawn, by how many, on what', () => {
    const args = '--seeds 7 --from 40 --people 3 --steps 50 --database postgres --instances 1';
    expect(readFuzzArguments(args.split(' '))).toEqual({
      ok: true,
      value: { seeds: 7, from: 40, people: 3, steps: 50, database: 'postgres', instances: 1 },
    });
  });

  it.each([
    ['--seeds 0', '--seeds is a whole number from 1 to 1000000, not “0”.'],
    ['--seeds many', '--seeds is a whole number from 1 to 1000000, not “many”.'],
    ['--seeds 1e3', '--seeds is a whole number from 1 to 1000000, not “1e3”.'],
    ['--people 21', '--people is a whole number from 1 to 20, not “21”.'],
    ['--steps 2.5', '--steps is a whole number from 1 to 100000, not “2.5”.'],
    ['--database oracle', '--database is one of memory, pglite, postgres, not “oracle”.'],
    ['--instances 2', '--instances needs --database pglite or postgres.'],
    ['--instances 3 --database pglite', '--instances is a whole number from 1 to 2, not “3”.'],
    ['--speed 9', "Unknown option '--speed'"],
    ['--seeds', expect.stringContaining("'--seeds <value>' argument missing")],
    ['seven', expect.stringContaining("Unexpected argument 'seven'")],
  ])('refuse %s with a sentence', (text, error) => {
    expect(readFuzzArguments(text.split(' '))).toEqual({ ok: false, error });
  });
});
