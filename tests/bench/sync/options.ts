import { parseArgs } from 'node:util';
import { isPeerName, PEERS, type PeerName } from './peers';

/** The figures of this bench, each of which can be asked for alone. */
export const PARTS = [
  'load',
  'flood',
  'instances',
  'catchup',
  'storm',
  'crowd',
  'designs',
  'presence',
  'wake',
] as const;

export type Part = (typeof PARTS)[number];

export interface Options {
  readonly parts: readonly Part[];
  readonly peers: readonly PeerName[];
  readonly writers: readonly number[];
  /** Seconds that count of each run; left out, each part takes its own. */
  readonly seconds: number | undefined;
  readonly rounds: number;
  /** Processes that clients are spread over. */
  readonly processes: number;
  /** Folder for a profile of our server; none is taken when left out. */
  readonly profile: string | undefined;
}

/** Reads the arguments after the name of the bench. Throws a sentence about what does not fit. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      parts: { type: 'string', default: PARTS.join(',') },
      only: { type: 'string', default: Object.keys(PEERS).join(',') },
      writers: { type: 'string', default: '2,10,30,50' },
      seconds: { type: 'string' },
      rounds: { type: 'string', default: '3' },
      processes: { type: 'string', default: '1' },
      profile: { type: 'string' },
    },
  });
  const { seconds } = values;
  return {
    parts: values.parts.split(',').map((name) => {
      const part = PARTS.find((known) => known === name);
      if (!part) throw new Error(`There is no part “${name}”. There is: ${PARTS.join(', ')}.`);
      return part;
    }),
    peers: values.only.split(',').map((name) => {
      if (isPeerName(name)) return name;
      throw new Error(`There is no peer “${name}”. There is: ${Object.keys(PEERS).join(', ')}.`);
    }),
    writers: values.writers.split(',').map((text) => positive('writers', text)),
    seconds: seconds === undefined ? undefined : positive('seconds', seconds),
    rounds: positive('rounds', values.rounds),
    processes: positive('processes', values.processes),
    profile: values.profile,
  };
}

function positive(name: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`--${name} takes whole numbers above 0, not “${text}”.`);
}
