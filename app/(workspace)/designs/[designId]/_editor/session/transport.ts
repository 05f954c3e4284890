import type { Failure } from '@/app/_graphql/errors';
import type { Position } from '@/lib/document/position';
import type { Participant, Presence } from '@/lib/document/presence';
import type { Answer, Committed, Snapshot, Submitted } from '@/lib/document/session';

/** News of a design from the server. */
export interface DesignNews {
  /** As far as this page can read them. */
  readonly operations: readonly Committed[];
  /** Revision that they lead to. */
  readonly toRevision: number;
  readonly headRevision: number;
  readonly activity: number;
  /** The log does not hold what this tab has. PROTOCOL P10. */
  readonly resync: boolean;
}

/** What a store needs of the server. Everything rejects with a `Failure`. */
export interface Transport {
  snapshot(): Promise<Snapshot>;
  push(operations: readonly Submitted[]): Promise<readonly Answer[]>;
  /** Follows the log; asks for the position again after each reconnect. Returns how to stop. */
  follow(
    position: () => Position,
    on: {
      readonly news: (news: DesignNews) => void;
      readonly connected: (connected: boolean) => void;
      /** Following came to an end; where trying again may help, it is tried again by itself. */
      readonly failed: (failure: Failure) => void;
    },
  ): () => void;
  /** Makes one present and tells who else is. Returns how to stop. */
  join(on: (participants: readonly Participant[]) => void): () => void;
  tell(presence: Presence): void;
}
