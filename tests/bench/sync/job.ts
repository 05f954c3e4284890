import type { Place } from './peer';
import type { PeerName } from './peers';

/** A client of a run. */
export interface Member extends Place {
  readonly writes: boolean;
}

/** What clients do together: all of a run, of which one process plays some. */
export interface Job {
  readonly peer: PeerName;
  readonly members: readonly Member[];
  /** Writes of each writer in a second. */
  readonly rate: number;
  /** Seconds of writing before anything counts. */
  readonly warmup: number;
  readonly seconds: number;
  /** Moment from which stamps are counted. */
  readonly origin: number;
}

/** What one process of clients is told, and what it says. */
export type Order =
  | { readonly type: 'join'; readonly job: Job; readonly mine: readonly number[] }
  | { readonly type: 'write'; readonly at: number };

export type Reply =
  | { readonly type: 'joined' }
  | { readonly type: 'done'; readonly observed: Observed }
  | { readonly type: 'failed'; readonly message: string };

/** What the clients of one process saw. Times in milliseconds. */
export interface Observed {
  /** From a write to its arrival in another client, for each arrival. */
  readonly propagation: Float64Array;
  /** From a write to the server's word that it is kept. */
  readonly acknowledgement: Float64Array;
  /** By how much writes came later than planned: how busy the clients themselves are. */
  readonly lateness: Float64Array;
  readonly expected: number;
  /** From the last write until all replicas of this process held everything. */
  readonly drain: number;
  /** The document of each room as all replicas of this process hold it; undefined where they differ. */
  readonly documents: ReadonlyMap<string, string | undefined>;
}

export const writesOf = ({ rate, warmup, seconds }: Job): number =>
  Math.round(rate * warmup) + Math.round(rate * seconds);
