import type { Operation } from '@/lib/document/operation';
import type { Answer, Committed, Snapshot, Submitted } from '@/lib/document/session';
import type { LayerGraph } from '@/lib/graph/graph';

/** What comes back of a push: an answer for each operation, or the number that was expected instead. */
export type Pushed =
  | { readonly status: 'answered'; readonly answers: readonly Answer[] }
  | { readonly status: 'conflict'; readonly expected: number };

/** An entry of the log with the operations that undo it. PROTOCOL P4. */
export interface Logged extends Committed {
  readonly inverse: readonly Operation[];
}

/** Who sends a push: one tab of one person on one design. */
export interface Sender {
  readonly designId: string;
  readonly client: string;
  /** Number of the person, from 0. */
  readonly person: number;
}

/** A document as it is kept in one place. */
export interface Kept extends Snapshot {
  /** Where, for a sentence. */
  readonly place: string;
}

/** A server as tabs know it, and what the checks ask of it beside. */
export interface FuzzServer {
  /** Makes a design of a graph; returns its id. */
  begin(graph: LayerGraph): Promise<string>;
  /** Makes a variant of a design as it stands. */
  fork(designId: string): Promise<{ readonly designId: string; readonly revision: number }>;
  push(sender: Sender, batch: readonly Submitted[]): Promise<Pushed>;
  /** The log behind a revision, as far as it goes. */
  since(designId: string, revision: number): Promise<readonly Logged[]>;
  snapshot(designId: string): Promise<Snapshot>;
  /** What a client was answered, by number. */
  answersTo(designId: string, client: string): Promise<readonly Answer[]>;
  /** The document as the server has it in memory, at whatever revision. Costs little. */
  inMemory(designId: string): readonly Kept[];
  /** The document from every place where the server keeps it, also as of the `past` revisions. */
  kept(designId: string, past: readonly number[]): Promise<readonly Kept[]>;
}
