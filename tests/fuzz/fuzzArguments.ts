import { parseArgs } from 'node:util';
import { err, ok, type Result } from '@/lib/result';

const DATABASES = ['memory', 'pglite', 'postgres'] as const;

/** What a long run of random drawing is asked for. */
export interface FuzzArguments {
  /** How many seeds, and the first of them. */
  readonly seeds: number;
  readonly from: number;
  /** People in each run; two to five, as the seed has it, when left out. */
  readonly people: number | undefined;
  /** Operations that people draw in each run. */
  readonly steps: number;
  readonly database: (typeof DATABASES)[number];
  /** Instances that share the database. */
  readonly instances: number;
}

export const FUZZ_USAGE = `npm run fuzz -- [--seeds N] [--from S] [--people N] [--steps N] [--database memory|pglite|postgres] [--instances 1|2]

  --seeds      how many seeds (1000)
  --from       the first seed (1)
  --people     people in each run, 1 to 20 (2 to 5, as the seed has it)
  --steps      operations that people draw in each run (200)
  --database   what they draw on (memory)
  --instances  instances that share the database (2)`;

interface Range {
  readonly from: number;
  readonly to: number;
}

const RANGES = {
  seeds: { from: 1, to: 1_000_000 },
  from: { from: 0, to: 1_000_000_000 },
  people: { from: 1, to: 20 },
  steps: { from: 1, to: 100_000 },
  instances: { from: 1, to: 2 },
} as const satisfies Readonly<Record<string, Range>>;

/** Reads the arguments of the command; the error is a sentence. */
export function readFuzzArguments(args: readonly string[]): Result<FuzzArguments, string> {
  const names = [...Object.keys(RANGES), 'database'];
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' }] as const));
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true });
    const number = (name: keyof typeof RANGES) => wholeNumber(name, values[name], RANGES[name]);
    const database = DATABASES.find((each) => each === (values.database ?? 'memory'));
    if (!database)
      throw new Error(`--database is one of ${DATABASES.join(', ')}, not “${values.database}”.`);
    if (database === 'memory' && values.instances !== undefined)
      throw new Error('--instances needs --database pglite or postgres.');
    return ok({
      seeds: number('seeds') ?? 1_000,
      from: number('from') ?? 1,
      people: number('people'),
      steps: number('steps') ?? 200,
      database,
      instances: number('instances') ?? 2,
    });
  } catch (error) {
    return err((error as Error).message);
  }
}

function wholeNumber(name: string, text: string | undefined, { from, to }: Range) {
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= from && value <= to) return value;
  throw new Error(`--${name} is a whole number from ${from} to ${to}, not “${text}”.`);
}
