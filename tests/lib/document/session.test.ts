import { describe, expect, it } from 'vitest';
import { applyOperation } from '@/lib/document/apply';
import type { Operation } from '@/lib/document/operation';
import {
  acknowledge,
  type Committed,
  dismissRefused,
  openSession,
  perform,
  receive,
  renumber,
  resync,
  retryRefused,
  type Session,
  startAgain,
} from '@/lib/document/session';
import type { LayerGraph } from '@/lib/graph/graph';
import { newNode, smallDesign } from '@/tests/support/smallDesign';

const START = { graph: smallDesign(), revision: 7 };

function opened(): Session {
  return openSession('me', START);
}

function rename(id: string, name: string): Operation {
  return { type: 'renameNode', id, name };
}

function changed(graph: LayerGraph, operation: Operation): LayerGraph {
  const applied = applyOperation(graph, operation);
  if (applied.outcome !== 'applied') throw new Error(applied.message);
  return applied.graph;
}

function committed(revision: number, operation: Operation, client = 'other', seq = 1): Committed {
  return { revision, client, seq, operation };
}

const nameOf = (session: Session, id: string) => session.view.nodes.get(id)?.name;

describe('performing', () => {
  it('[P2] [P11] shows a gesture at once, and numbers its operations without gaps', () => {
    const { session, inverse, complaints } = perform(opened(), 'g1', [
      rename('conv', 'a'),
      rename('gone', 'b'),
      rename('relu', 'c'),
    ]);
    expect(session.pending).toEqual([
      { seq: 1, gesture: 'g1', operation: rename('conv', 'a') },
      { seq: 2, gesture: 'g1', operation: rename('relu', 'c') },
    ]);
    expect([nameOf(session, 'conv'), nameOf(session, 'relu')]).toEqual(['a', 'c']);
    expect(session.confirmed).toBe(START.graph);
    expect(inverse).toEqual([rename('relu', 'relu'), rename('conv', 'conv')]);
    expect(complaints).toEqual([]);
  });

  it('[P11] tells what cannot be done, and queues the form in which the rest took effect', () => {
    const wire = { id: 'w', source: 'relu', port: 0, target: 'sum', slot: 0 };
    const { session, complaints } = perform(opened(), 'g1', [
      { type: 'connect', edge: { ...wire, target: 'image' } },
      { type: 'connect', edge: wire },
    ]);
    expect(complaints).toEqual(['“image” (Input) takes no input.']);
    expect(session.pending).toEqual([
      { seq: 1, gesture: 'g1', operation: { type: 'connect', edge: { ...wire, slot: 2 } } },
    ]);
  });
});

describe('following the log', () => {
  it('[P10] [P11] replays what is pending on what others did', () => {
    const { session } = perform(opened(), 'g1', [rename('conv', 'mine')]);
    const { session: next, gap } = receive(session, [
      committed(8, rename('conv', 'theirs')),
      committed(9, rename('relu', 'theirs')),
    ]);
    expect(gap).toBe(false);
    expect([next.revision, nameOf(next, 'conv'), nameOf(next, 'relu')]).toEqual([
      9,
      'mine',
      'theirs',
    ]);
    expect(next.confirmed.nodes.get('conv')?.name).toBe('theirs');
    expect(next.pending).toHaveLength(1);
  });

  it('[P11] takes its own operation off the queue when the log brings it', () => {
    const { session } = perform(opened(), 'g1', [rename('conv', 'a'), rename('relu', 'b')]);
    const { session: next } = receive(session, [committed(8, rename('conv', 'a'), 'me', 1)]);
    expect(next.pending.map(({ seq }) => seq)).toEqual([2]);
    expect(next.view).toEqual(session.view);
  });

  it('[P10] does nothing with what it knows already, and tells a hole in the revisions', () => {
    const session = opened();
    expect(receive(session, [committed(7, rename('conv', 'x'))])).toEqual({ session, gap: false });
    const { session: next, gap } = receive(session, [
      committed(8, rename('conv', 'x')),
      committed(10, rename('conv', 'z')),
    ]);
    expect([gap, next.revision, nameOf(next, 'conv')]).toEqual([true, 8, 'x']);
  });

  it('[P10] takes a log that does not fit its document for a hole', () => {
    const clash: Operation = { type: 'addNode', node: newNode('conv', { name: 'other' }) };
    const { session, gap } = receive(opened(), [committed(8, clash)]);
    expect([gap, session.revision]).toEqual([true, 7]);
  });
});

describe('answers', () => {
  it('[P3] [P11] keeps a committed operation pending until the log brings it', () => {
    const { session } = perform(opened(), 'g1', [rename('conv', 'a')]);
    const answered = acknowledge(session, [{ outcome: 'commit', seq: 1, revision: 8 }]);
    expect(answered.pending).toHaveLength(1);
    expect(answered.view).toBe(session.view);
    const { session: next } = receive(answered, [committed(8, rename('conv', 'a'), 'me', 1)]);
    expect([next.pending, [...next.acknowledged]]).toEqual([[], []]);
  });

  it('[P11] takes it off the queue when the log brought it before the answer came', () => {
    const { session } = perform(opened(), 'g1', [rename('conv', 'a')]);
    const graph = changed(START.graph, rename('conv', 'a'));
    const resynced = resync(session, { graph, revision: 8 });
    expect(resynced.pending).toHaveLength(1);
    expect(acknowledge(resynced, [{ outcome: 'rebased', seq: 1, revision: 8 }]).pending).toEqual(
      [],
    );
  });

  it('[P11] takes it off the queue when a snapshot holds it that the log will not bring any more', () => {
    const { session } = perform(opened(), 'g1', [rename('conv', 'a'), rename('relu', 'b')]);
    const answered = acknowledge(session, [{ outcome: 'commit', seq: 1, revision: 8 }]);
    const graph = changed(changed(START.graph, rename('conv', 'a')), rename('conv', 'later'));
    const next = resync(answered, { graph, revision: 9 });
    expect(next.pending.map(({ seq }) => seq)).toEqual([2]);
    expect([nameOf(next, 'conv'), nameOf(next, 'relu')]).toEqual(['later', 'b']);
  });

  it('[P3] [P11] shows the author what was rejected until it is put away, and drops what was void', () => {
    const { session } = perform(opened(), 'g1', [rename('conv', 'a'), rename('relu', 'b')]);
    const answered = acknowledge(session, [
      { outcome: 'reject', seq: 1, code: 'BAD_PARAM', message: 'No.' },
      { outcome: 'discard', seq: 2, message: 'The layer is gone.' },
    ]);
    expect(answered.pending).toEqual([]);
    expect(answered.view).toEqual(START.graph);
    expect(answered.refused).toEqual([
      { seq: 1, gesture: 'g1', operation: rename('conv', 'a'), code: 'BAD_PARAM', message: 'No.' },
    ]);
    expect(dismissRefused(answered).refused).toEqual([]);
  });

  it('[P8] does nothing with an answer that it has had before', () => {
    const { session } = perform(opened(), 'g1', [rename('conv', 'a')]);
    const answer = { outcome: 'reject', seq: 1, code: 'CYCLE', message: 'No.' } as const;
    const once = acknowledge(session, [answer]);
    expect(acknowledge(once, [answer])).toEqual(once);
  });
});

describe('work that came to nothing', () => {
  const discard = { outcome: 'discard', seq: 1, message: 'The layer is gone.' } as const;

  it('[P6] [P11] is shown where the layer that it was about is gone, whichever is told first', () => {
    const { session } = perform(opened(), 'g1', [rename('conv', 'a')]);
    const gone = committed(8, { type: 'removeNodes', ids: ['conv'] });
    const shown = [
      {
        seq: 1,
        gesture: 'g1',
        operation: rename('conv', 'a'),
        code: null,
        message: discard.message,
      },
    ];
    const answered = acknowledge(session, [discard]);
    expect(answered.refused).toEqual([]);
    expect(receive(answered, [gone]).session.refused).toEqual(shown);
    const told = receive(session, [gone]).session;
    expect(told.refused).toEqual([]);
    expect(acknowledge(told, [discard]).refused).toEqual(shown);
  });

  it('[P6] [P11] is not shown where the document says already what it would have said', () => {
    const { session } = perform(opened(), 'g1', [rename('conv', 'a')]);
    const answered = acknowledge(session, [discard]);
    const { session: next } = receive(answered, [committed(8, rename('conv', 'a'))]);
    const { session: later } = receive(next, [
      committed(9, { type: 'removeNodes', ids: ['conv'] }),
    ]);
    expect([next.refused, later.refused, later.discarded]).toEqual([[], [], []]);
  });

  it('[P11] is tried again on the document as it stands, and stays with the new reason where that fails', () => {
    const { session } = perform(opened(), 'g1', [rename('conv', 'a'), rename('relu', 'b')]);
    const reject = { outcome: 'reject', code: 'BAD_PARAM', message: 'No.' } as const;
    const refused = acknowledge(session, [
      { ...reject, seq: 1 },
      { ...reject, seq: 2 },
    ]);
    const [first, second] = refused.refused;
    if (!first || !second) throw new Error('Both are refused.');
    const again = retryRefused(refused, first, 'g2');
    expect([again.session.refused, nameOf(again.session, 'conv')]).toEqual([[second], 'a']);
    expect(again.session.pending).toEqual([
      { seq: 3, gesture: 'g2', operation: rename('conv', 'a') },
    ]);
    expect(again.inverse).toEqual([rename('conv', 'conv')]);
    const { session: without } = receive(again.session, [
      committed(8, { type: 'removeNodes', ids: ['relu'] }),
    ]);
    const failed = retryRefused(without, second, 'g3');
    expect(failed.session.refused).toEqual([
      { ...second, code: null, message: 'The layer is gone, and its name with it.' },
    ]);
    expect(dismissRefused(failed.session, failed.session.refused[0]).refused).toEqual([]);
  });
});

describe('starting again', () => {
  it('[P10] [P11] keeps pending work over a snapshot, and leaves out of the view what no longer applies', () => {
    const { session } = perform(opened(), 'g1', [rename('conv', 'a'), rename('relu', 'b')]);
    const graph = changed(START.graph, { type: 'removeNodes', ids: ['conv'] });
    const next = resync(session, { graph, revision: 20 });
    expect(next.pending).toHaveLength(2);
    expect([next.revision, nameOf(next, 'conv'), nameOf(next, 'relu')]).toEqual([
      20,
      undefined,
      'b',
    ]);
  });

  it('[P11] shows at once what a closed tab left unfinished', () => {
    const { session } = perform(opened(), 'g1', [rename('conv', 'a'), rename('gone', 'b')]);
    const { client, nextSeq, pending } = session;
    const reopened = openSession(client, START, nextSeq, pending);
    expect([nameOf(reopened, 'conv'), reopened.pending, reopened.nextSeq]).toEqual([
      'a',
      pending,
      2,
    ]);
    expect(reopened.confirmed).toBe(START.graph);
  });

  it('[P2] goes on counting where a closed tab left off', () => {
    const { session } = perform(openSession('me', START, 42), 'g1', [rename('conv', 'a')]);
    expect([session.pending[0]?.seq, session.nextSeq]).toEqual([42, 43]);
  });

  it('[P10] [P11] takes a snapshot of a lower revision, and sends again what was acknowledged in a log that is gone', () => {
    const { session } = perform(opened(), 'g1', [rename('conv', 'a'), rename('relu', 'b')]);
    const answered = acknowledge(session, [{ outcome: 'commit', seq: 1, revision: 8 }]);
    const graph = changed(START.graph, rename('sum', 'of a backup'));
    const next = startAgain(answered, { graph, revision: 3, mark: 'ben:3' });
    expect([next.revision, next.mark, next.pending, next.acknowledged.size]).toEqual([
      3,
      'ben:3',
      session.pending,
      0,
    ]);
    expect([nameOf(next, 'sum'), nameOf(next, 'conv')]).toEqual(['of a backup', 'a']);
  });

  it('[P11] numbers what is pending from 1 under another client id', () => {
    const { session } = perform(openSession('me', START, 42), 'g1', [
      rename('conv', 'a'),
      rename('relu', 'b'),
    ]);
    const next = renumber(session, 'me again');
    expect([next.client, next.nextSeq, next.view]).toEqual(['me again', 3, session.view]);
    expect(next.pending).toEqual([
      { seq: 1, gesture: 'g1', operation: rename('conv', 'a') },
      { seq: 2, gesture: 'g1', operation: rename('relu', 'b') },
    ]);
  });

  it('[P10] knows the mark of where it is', () => {
    const session = openSession('me', { ...START, mark: 'ben:7' });
    expect(session.mark).toBe('ben:7');
    expect(receive(session, [committed(8, rename('conv', 'x'), 'ana', 4)]).session.mark).toBe(
      'ana:4',
    );
  });
});
