import type { Answer } from '@/lib/document/session';

/** An operation as it arrived: the operation itself may be anything. */
export interface Sent {
  readonly seq: number;
  readonly gesture: string;
  readonly operation: unknown;
}

/** What one tab sends at once. PROTOCOL P2. */
export interface Push {
  readonly designId: string;
  readonly client: string;
  readonly userId: string;
  /** At least one, in order. */
  readonly operations: readonly Sent[];
}

export interface PushResult {
  readonly answers: readonly Answer[];
  /** Newest revision after the push. */
  readonly revision: number;
}
