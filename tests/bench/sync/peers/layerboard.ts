import { print } from 'graphql';
import {
  DesignEventsDocument,
  type DesignEventsSubscription,
  DocumentSnapshotDocument,
  type DocumentSnapshotQuery,
  PushOperationsDocument,
  type PushOperationsMutation,
} from '@/app/_graphql/documents.generated';
import { mutateOverSocket } from '@/app/_graphql/mutate';
import { readOperation } from '@/lib/document/apply';
import {
  type Answer,
  acknowledge,
  type Committed,
  openSession,
  perform,
  receive,
  type Session,
} from '@/lib/document/session';
import { readGraph } from '@/lib/graph/stored';
import { newId } from '@/lib/ids';
import { tabSocket } from '@/tests/support/tabSocket';
import { type Ask, asker } from '../ask';
import { now, sleep } from '../clock';
import { keyOf, type Peer, type Place, type Replica, type Seen, type Stamp } from '../peer';
import { movePointer } from './movePointer';

const SNAPSHOT = print(DocumentSnapshotDocument);
const FOLLOW = print(DesignEventsDocument);

const PUSH_SIZE = 500;
const RETRY_FIRST = 500;
const RETRY_LAST = 10_000;

/** What a client of ours offers beside being a replica. */
export interface LayerboardReplica extends Replica {
  readonly session: () => Session;
  /** Pushes that failed and were sent again. */
  readonly retries: () => number;
  readonly connected: () => boolean;
}

/** Our own server, followed and written to as the editor does. */
export const layerboard: Peer = { join: (place, seen) => joinDesign(place, seen) };

/**
 * Opens a design as a tab does: the document over HTTP, news over the socket into a session, what
 * is pending in one push at a time. `from` is a document that the tab has had before.
 */
export async function joinDesign(
  place: Place,
  seen: Seen,
  from?: Session,
): Promise<LayerboardReplica> {
  const { url, room, number, cookie = '', pointerRate } = place;
  const ask = asker(url, cookie);
  let session = from ?? (await openDesign(ask, room));
  const performed = new Map<number, number>();
  const acknowledged: { seq: number; milliseconds: number }[] = [];
  let sentSeq = session.nextSeq - 1;
  let pushing = false;
  let retries = 0;
  let closed = false;
  const socket = tabSocket(url, cookie);
  const mutate = mutateOverSocket(socket, (mutation, variables) => ask(print(mutation), variables));

  async function push(): Promise<void> {
    if (pushing) return;
    pushing = true;
    let pause = RETRY_FIRST;
    while (!closed) {
      const operations = session.pending.filter(({ seq }) => seq > sentSeq).slice(0, PUSH_SIZE);
      if (operations.length === 0) break;
      const variables = { designId: room, client: session.client, operations };
      const answered = await mutate(PushOperationsDocument, variables).catch(() => undefined);
      if (!answered) {
        retries++;
        await sleep(pause * (0.5 + Math.random()));
        pause = Math.min(RETRY_LAST, pause * 2);
        continue;
      }
      pause = RETRY_FIRST;
      const answers = answered.pushOperations.answers.map(answerOf);
      for (const { seq } of answers) noteAnswer(seq);
      sentSeq = operations.at(-1)?.seq ?? sentSeq;
      session = acknowledge(session, answers);
    }
    pushing = false;
  }

  function noteAnswer(seq: number): void {
    const at = performed.get(seq);
    if (at !== undefined) acknowledged.push({ seq, milliseconds: now() - at });
    performed.delete(seq);
  }

  const variables = {
    designId: room,
    get sinceRevision() {
      return session.revision;
    },
  };
  await new Promise<void>((resolve, reject) => {
    socket.subscribe<DesignEventsSubscription>(
      { query: FOLLOW, variables },
      {
        next({ data, errors }) {
          if (!data) return reject(new Error(errors?.[0]?.message ?? 'The design sends no news.'));
          const committed = data.designEvents.operations.flatMap(committedOf);
          const received = receive(session, committed);
          if (received.gap) reject(new Error('The log has a gap.'));
          session = received.session;
          for (const entry of committed) tell(entry, session.client, seen);
          resolve();
        },
        error: (reason) => reject(reason instanceof Error ? reason : new Error(String(reason))),
        complete: () => {},
      },
    );
  });

  const { client } = session;
  const rest =
    pointerRate === undefined
      ? () => {}
      : movePointer(socket, mutate, { designId: room, client }, pointerRate);

  return {
    set(position) {
      const move = { type: 'moveNodes', moves: [{ id: keyOf(number), position }] } as const;
      performed.set(session.nextSeq, now());
      session = perform(session, newId(), [move]).session;
      void push();
    },
    values: () => stampsOf(session),
    acknowledged,
    session: () => session,
    retries: () => retries,
    connected: socket.isOpen,
    close() {
      closed = true;
      rest();
      void socket.dispose();
    },
  };
}

/** A session of a new tab on the document as it stands. */
export async function openDesign(ask: Ask, id: string): Promise<Session> {
  const { design } = await ask<DocumentSnapshotQuery>(SNAPSHOT, { id });
  const read = readGraph(design.document.graph);
  if (!read.ok) throw new Error(read.error);
  return openSession(newId(), { revision: design.document.revision, graph: read.value });
}

function tell({ client, operation }: Committed, own: string, seen: Seen): void {
  if (client === own || operation.type !== 'moveNodes') return;
  for (const { id, position } of operation.moves) seen(id, position);
}

/** Layers start at the origin: whoever has not been moved has set nothing yet. */
function stampsOf({ view }: Session): ReadonlyMap<string, Stamp> {
  const moved = [...view.nodes.values()].filter(({ position }) => position.y > 0);
  return new Map(moved.map(({ id, position }) => [id, position]));
}

type WireOperation = DesignEventsSubscription['designEvents']['operations'][number];

function committedOf({ revision, client, seq, operation }: WireOperation): Committed[] {
  const read = readOperation(operation);
  return read.ok ? [{ revision, client, seq, operation: read.value }] : [];
}

type WireAnswer = PushOperationsMutation['pushOperations']['answers'][number];

/** Nobody else writes the layer of a client: so each write must come into the log. */
function answerOf({ seq, outcome, revision, message }: WireAnswer): Answer {
  if (outcome !== 'COMMIT' || revision === null) {
    throw new Error(`Operation ${seq} was answered with ${outcome}: ${message}`);
  }
  return { outcome: 'commit', seq, revision };
}
