import type { Failure } from '@/app/_graphql/errors';
import type { Participant, Presence } from '@/lib/document/presence';
import type { Answer, Committed, Snapshot, Submitted } from '@/lib/document/session';

/** News of a design from the server. */
export interface DesignNews {
  readonly operations: readonly Committed[];
  readonly headRevision: number;
  readonly activity: number;
}

/** What a store needs of the server. Everything rejects with a `Failure`. */
export interface Transport {
  snapshot(): Promise<Snapshot>;
  push(operations: readonly Submitted[]): Promise<readonly Answer[]>;
  /** Follows the log; asks for the revision again after each reconnect. Returns how to stop. */
  follow(
    revision: () => number,
    on: {
      readonly news: (news: DesignNews) => void;
      readonly connected: (connected: boolean) => void;
      readonly failed: (failure: Failure) => void;
    },
  ): () => void;
  /** Makes one present and tells who else is. Returns how to stop. */
  join(on: (participants: readonly Participant[]) => void): () => void;
  tell(presence: Presence): void;
}
