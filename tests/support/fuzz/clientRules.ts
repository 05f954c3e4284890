import { redoStep, remember, undoStep } from '@/lib/document/history';
import { mergeDesigns } from '@/lib/document/mergeDesigns';
import { operationsBetween } from '@/lib/document/operationsBetween';
import {
  acknowledge,
  openSession,
  perform,
  receive,
  resync,
  type Session,
  type Snapshot,
  type Submitted,
} from '@/lib/document/session';

/** Work that a closed tab leaves behind, as the browser keeps it. */
export interface Left {
  readonly client: string;
  readonly nextSeq: number;
  readonly pending: readonly Submitted[];
}

/** Everything that a tab does by itself, so that a test can break one part and see that it is noticed. */
export interface ClientRules {
  readonly perform: typeof perform;
  readonly receive: typeof receive;
  readonly acknowledge: typeof acknowledge;
  readonly resync: typeof resync;
  readonly remember: typeof remember;
  readonly undoStep: typeof undoStep;
  readonly redoStep: typeof redoStep;
  readonly restore: typeof operationsBetween;
  readonly merge: typeof mergeDesigns;
  /** What a closing tab leaves; undefined when it has nothing to leave. */
  leave(session: Session): Left | undefined;
  /** The session of a tab that takes over what another left. */
  reopen(left: Left, snapshot: Snapshot): Session;
  /** The operations that a tab sends, of which the server has answered those up to `answered`. */
  unsent(session: Session, answered: number): readonly Submitted[];
}

/** What the product does. */
export const CLIENT_RULES: ClientRules = {
  perform,
  receive,
  acknowledge,
  resync,
  remember,
  undoStep,
  redoStep,
  restore: operationsBetween,
  merge: mergeDesigns,
  leave: ({ client, nextSeq, pending }) =>
    pending.length > 0 ? { client, nextSeq, pending } : undefined,
  reopen: ({ client, nextSeq, pending }, snapshot) =>
    openSession(client, snapshot, nextSeq, pending),
  unsent: ({ pending }, answered) => pending.filter(({ seq }) => seq > answered),
};
