import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Failure } from '@/app/_graphql/errors';
import { DesignStore } from '@/app/(workspace)/designs/[designId]/_editor/session/designStore';
import type { OutboxRecord } from '@/app/(workspace)/designs/[designId]/_editor/session/outbox';
import type { Operation } from '@/lib/document/operation';
import { SILENT } from '@/lib/document/presence';
import { newNode, smallDesign } from '@/tests/support/smallDesign';
import { LineServer } from '@/tests/support/storeLine';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** Until everything that was begun is over: pauses, requests, news. */
const settled = () => vi.advanceTimersByTimeAsync(60_000);

function rename(id: string, name: string): Operation {
  return { type: 'renameNode', id, name };
}

/** A tab at a server, and what it has kept in its browser. */
function openTab(server: LineServer, left?: OutboxRecord) {
  const kept = new Map<string, OutboxRecord>();
  const keep = (record: OutboxRecord, instead?: string) => {
    if (record.pending.length > 0) kept.set(record.client, record);
    else kept.delete(record.client);
    if (instead !== undefined) kept.delete(instead);
  };
  const snapshot = { ...server.server.snapshot(), activity: 0 };
  const store: DesignStore = new DesignStore(
    snapshot,
    server.line(() => store.client),
    { keep },
    left,
  );
  let draws = 0;
  store.subscribe(() => draws++);
  const close = store.start();
  const name = (id: string) => store.getState().session.view.nodes.get(id)?.name;
  return { store, kept, close, name, draws: () => draws };
}

describe('a database that was restored to an older backup', () => {
  it('[P10] [P11] makes a tab load the document anew, although its revision is lower', async () => {
    const server = new LineServer(smallDesign());
    const tab = openTab(server);
    tab.store.perform([rename('conv', 'kept')]);
    await settled();
    const backup = server.backup();
    tab.store.perform([rename('conv', 'lost')]);
    tab.store.perform([rename('relu', 'lost too')]);
    await settled();
    server.restore(backup);
    await settled();
    const { session, complaints } = tab.store.getState();
    expect([session.revision, tab.name('conv'), session.pending]).toEqual([1, 'kept', []]);
    expect(session.confirmed).toEqual(server.server.graph);
    expect(complaints.map(({ message }) => message)).toEqual([
      'The server holds an earlier state of this design than this page did. What you had not sent is kept and sent again.',
    ]);
  });

  it('[P10] is noticed by the mark although others have brought the log to the same revision since', async () => {
    const server = new LineServer(smallDesign());
    const [ana, ben] = [openTab(server), openTab(server)];
    await settled();
    const backup = server.backup();
    ana.store.perform([rename('conv', 'of Ana')]);
    await settled();
    expect(ben.name('conv')).toBe('of Ana');
    server.down = true;
    server.restore(backup);
    server.server.push('cleo', [{ seq: 1, gesture: 'g', operation: rename('relu', 'of Cleo') }]);
    server.down = false;
    server.reconnect();
    await settled();
    for (const tab of [ana, ben])
      expect([tab.name('conv'), tab.name('relu')]).toEqual(['conv', 'of Cleo']);
  });

  it('[P11] sends what was pending under a new client id where the old numbers are not known any more', async () => {
    const server = new LineServer(smallDesign());
    const tab = openTab(server);
    await settled();
    const backup = server.backup();
    tab.store.perform([rename('conv', 'lost')]);
    await settled();
    const old = tab.store.client;
    server.down = true;
    tab.store.perform([rename('relu', 'kept')]);
    tab.store.perform([rename('sum', 'kept too')]);
    server.restore(backup);
    server.down = false;
    await settled();
    const { session } = tab.store.getState();
    expect(tab.store.client).not.toBe(old);
    expect(server.server.log.map(({ client, seq, operation }) => [client, seq, operation])).toEqual(
      [
        [tab.store.client, 1, rename('relu', 'kept')],
        [tab.store.client, 2, rename('sum', 'kept too')],
      ],
    );
    expect([session.pending, session.revision, [...tab.kept]]).toEqual([[], 2, []]);
    tab.store.perform([rename('conv', 'on')]);
    await settled();
    expect(server.server.graph.nodes.get('conv')?.name).toBe('on');
  });

  it('[P8] [P11] applies nothing twice that the server did keep, though its answer was lost', async () => {
    const server = new LineServer(smallDesign());
    const tab = openTab(server);
    await settled();
    server.deaf = true;
    tab.store.perform([{ type: 'addNode', node: newNode('extra') }]);
    await vi.advanceTimersByTimeAsync(1);
    const backup = server.backup();
    server.deaf = false;
    server.down = true;
    tab.store.perform([rename('extra', 'named')]);
    server.restore(backup);
    server.down = false;
    await settled();
    expect(server.server.log.map(({ operation }) => operation.type)).toEqual([
      'addNode',
      'renameNode',
    ]);
    expect(tab.store.getState().session.pending).toEqual([]);
  });

  it('[P8] [P11] goes on under a new client id where the server knows a number with other content', async () => {
    const server = new LineServer(smallDesign());
    const left = {
      client: 'twin',
      nextSeq: 3,
      pending: [
        { seq: 1, gesture: 'g1', operation: rename('conv', 'same') },
        { seq: 2, gesture: 'g2', operation: rename('relu', 'mine') },
      ],
    };
    server.server.push('twin', [
      { seq: 1, gesture: 'g1', operation: rename('conv', 'same') },
      { seq: 2, gesture: 'other', operation: rename('sum', 'other') },
    ]);
    const tab = openTab(server, left);
    await settled();
    expect(server.server.log.map(({ operation }) => operation)).toEqual([
      rename('conv', 'same'),
      rename('sum', 'other'),
      rename('relu', 'mine'),
    ]);
    expect(tab.store.getState().session.pending).toEqual([]);
  });
});

describe('what a tab left', () => {
  it('[P2] [P8] is sent although a declined operation has left a hole in its numbers', async () => {
    const server = new LineServer(smallDesign());
    const operations = [rename('conv', 'a'), rename('gone', 'b'), rename('relu', 'c')];
    server.server.push(
      'left',
      operations.map((operation, index) => ({ seq: index + 1, gesture: 'g', operation })),
    );
    const pending = [1, 3].map((seq) => ({
      seq,
      gesture: 'g',
      operation: operations[seq - 1] ?? rename('conv', 'never'),
    }));
    const tab = openTab(server, { client: 'left', nextSeq: 4, pending });
    await settled();
    const { session, connection } = tab.store.getState();
    expect([session.pending, connection, tab.store.client]).toEqual([
      [],
      { status: 'live' },
      'left',
    ]);
  });
});

describe('news', () => {
  it('[P10] of a burst are taken in together', async () => {
    const server = new LineServer(smallDesign());
    const tab = openTab(server);
    await settled();
    const before = tab.draws();
    server.server.push(
      'ben',
      Array.from({ length: 500 }, (_, index) => ({
        seq: index + 1,
        gesture: 'g',
        operation: rename('conv', `n${index}`),
      })),
    );
    server.reconnect();
    await settled();
    expect(tab.name('conv')).toBe('n499');
    expect(server.snapshots).toBe(0);
    expect(tab.draws() - before).toBeLessThanOrEqual(2);
  });

  it('[P10] of far more than a thousand operations make a tab load the document once instead', async () => {
    const server = new LineServer(smallDesign());
    const tab = openTab(server);
    server.server.push(
      'ben',
      Array.from({ length: 10_000 }, (_, index) => ({
        seq: index + 1,
        gesture: 'g',
        operation: rename('conv', `n${index}`),
      })),
    );
    server.reconnect();
    await settled();
    const { session } = tab.store.getState();
    expect([session.revision, tab.name('conv'), server.snapshots]).toEqual([10_000, 'n9999', 1]);
  });

  it('[P10] that this page cannot read make it load the document once', async () => {
    const server = new LineServer(smallDesign());
    const tab = openTab(server);
    await settled();
    server.server.push('ben', [{ seq: 1, gesture: 'g', operation: rename('conv', 'of Ben') }]);
    const unknown = { type: 'explode' } as unknown as Operation;
    server.server.log.push({ revision: 2, client: 'ben', seq: 2, operation: unknown, inverse: [] });
    server.reconnect();
    server.reconnect();
    await settled();
    const { session } = tab.store.getState();
    expect([session.revision, tab.name('conv'), server.snapshots]).toEqual([2, 'of Ben', 1]);
  });

  it('[P11] that nobody can bring are waited for, and fetched at once when there is reason to hope', async () => {
    const server = new LineServer(smallDesign());
    const tab = openTab(server);
    await settled();
    server.down = true;
    tab.store.perform([rename('conv', 'mine')]);
    await settled();
    const { connection, session } = tab.store.getState();
    expect([connection.status, session.pending.length]).toEqual(['offline', 1]);
    server.down = false;
    tab.store.hurry();
    await vi.advanceTimersByTimeAsync(1);
    expect(tab.store.getState().connection.status).toBe('live');
    expect(server.server.graph.nodes.get('conv')?.name).toBe('mine');
  });
});

describe('two tabs of one person', () => {
  it('[P9] each undo only their own work, also over a time without connection', async () => {
    const server = new LineServer(smallDesign());
    const [one, two] = [openTab(server), openTab(server)];
    one.store.perform([rename('conv', 'one')]);
    await settled();
    two.store.perform([rename('relu', 'two')]);
    await settled();
    server.down = true;
    one.store.undo();
    await settled();
    expect([one.name('conv'), one.name('relu')]).toEqual(['conv', 'two']);
    server.down = false;
    await settled();
    for (const tab of [one, two])
      expect([tab.name('conv'), tab.name('relu')]).toEqual(['conv', 'two']);
    one.store.redo();
    two.store.undo();
    await settled();
    for (const tab of [one, two])
      expect([tab.name('conv'), tab.name('relu')]).toEqual(['one', 'relu']);
  });
});

describe('what others do to what a person is at', () => {
  const remove: Operation = { type: 'removeNodes', ids: ['conv'] };

  it('[P16] is told with a way back, which is one gesture of their own', async () => {
    const server = new LineServer(smallDesign());
    const [ana, ben] = [openTab(server), openTab(server)];
    const { edges } = ana.store.getState().session.view;
    ana.store.perform([rename('conv', 'of Ana')]);
    await vi.advanceTimersByTimeAsync(30_000);
    ben.store.perform([remove]);
    await vi.advanceTimersByTimeAsync(1_000);
    const [note] = ana.store.getState().notes;
    expect(note).toMatchObject({
      client: ben.store.client,
      deed: 'deleted “of Ana”, which you renamed.',
      offer: 'Bring it back',
    });
    if (note) ana.store.takeUp(note);
    await settled();
    expect([ana.name('conv'), ben.name('conv')]).toEqual(['of Ana', 'of Ana']);
    expect(new Set(ben.store.getState().session.view.edges.values())).toEqual(
      new Set(edges.values()),
    );
    ana.store.undo();
    await settled();
    expect(ben.name('conv')).toBeUndefined();
  });

  it('[P16] is not told where they changed the layer more than a minute ago and are not at it', async () => {
    const server = new LineServer(smallDesign());
    const [ana, ben] = [openTab(server), openTab(server)];
    ana.store.perform([rename('conv', 'of Ana')]);
    await vi.advanceTimersByTimeAsync(61_000);
    ben.store.perform([remove]);
    await settled();
    expect(ana.store.getState().notes).toEqual([]);
  });

  it('[P16] is told when they have it selected, move it or are in one of its fields', async () => {
    const server = new LineServer(smallDesign());
    const [ana, ben] = [openTab(server), openTab(server)];
    const at = { id: 'relu', x: 1, y: 2 };
    ana.store.tell({ ...SILENT, selection: ['conv', 'sum'], drag: [at] });
    ben.store.perform([remove]);
    ben.store.perform([{ type: 'removeNodes', ids: ['relu'] }]);
    await settled();
    ana.store.tell({ ...SILENT, editing: { node: 'sum', param: 'name', turn: 0 } });
    ben.store.perform([{ type: 'removeNodes', ids: ['sum'] }]);
    await settled();
    expect(ana.store.getState().notes.map(({ deed }) => deed)).toEqual([
      'deleted “conv”, which you had selected.',
      'deleted “relu”, which you were moving.',
      'deleted “sum”, which you were editing.',
    ]);
  });

  it('[P6] [P16] comes to those who were without connection, with what of their work came to nothing', async () => {
    const server = new LineServer(smallDesign());
    const dan = openTab(server);
    await settled();
    server.down = true;
    dan.store.perform([rename('conv', 'of Dan'), rename('relu', 'kept')]);
    server.server.push('cleo', [{ seq: 1, gesture: 'g', operation: remove }]);
    await settled();
    server.down = false;
    server.reconnect();
    await settled();
    const { session, notes } = dan.store.getState();
    expect([session.pending, dan.name('conv'), dan.name('relu')]).toEqual([[], undefined, 'kept']);
    expect(session.refused).toMatchObject([
      {
        operation: rename('conv', 'of Dan'),
        code: null,
        message: 'The layer is gone, and its name with it.',
      },
    ]);
    expect(notes.map(({ deed }) => deed)).toEqual(['deleted “of Dan”, which you renamed.']);
    expect(dan.store.gone.get('conv')?.name).toBe('conv');
  });
});

describe('a page of another version than the server', () => {
  const outdated: Failure = { code: 'OUTDATED', message: 'Reload the page.' };
  const waiting: Failure = { code: 'UNAVAILABLE', message: 'The server is older.' };

  it('[P17] that is older stops sending, says why, and keeps its work for the page that is loaded next', async () => {
    const server = new LineServer(smallDesign());
    const tab = openTab(server);
    await settled();
    server.refusal = outdated;
    tab.store.perform([rename('conv', 'mine')]);
    await settled();
    tab.store.perform([rename('relu', 'mine too')]);
    tab.store.hurry();
    await settled();
    expect(tab.store.getState().connection).toEqual({ status: 'refused', failure: outdated });
    expect([server.server.log, server.pushes]).toEqual([[], 0]);
    const [left] = tab.kept.values();
    expect(left?.pending.map(({ operation }) => operation)).toEqual([
      rename('conv', 'mine'),
      rename('relu', 'mine too'),
    ]);
    tab.close();

    server.refusal = undefined;
    const next = openTab(server, left);
    await settled();
    expect(server.server.log.map(({ client, seq }) => [client, seq])).toEqual([
      [left?.client, 1],
      [left?.client, 2],
    ]);
    expect([...next.kept]).toEqual([]);
  });

  it('[P17] that only looks on and is older is told so when it follows', async () => {
    const server = new LineServer(smallDesign());
    server.refusal = outdated;
    const tab = openTab(server);
    await settled();
    expect(tab.store.getState().connection).toEqual({ status: 'refused', failure: outdated });
  });

  it('[P17] that is newer goes on by itself when the server is there, and says meanwhile what it waits for', async () => {
    const server = new LineServer(smallDesign());
    const tab = openTab(server);
    await settled();
    server.refusal = waiting;
    tab.store.perform([rename('conv', 'mine')]);
    await settled();
    expect(tab.store.getState().connection).toMatchObject({
      status: 'offline',
      reason: waiting.message,
    });
    server.refusal = undefined;
    await settled();
    expect(tab.store.getState().connection).toEqual({ status: 'live' });
    expect(server.server.graph.nodes.get('conv')?.name).toBe('mine');
  });

  it('[P11] [P17] shows what an older one left and it cannot read, and sends the rest once', async () => {
    const server = new LineServer(smallDesign());
    server.server.push('old', [{ seq: 1, gesture: 'g1', operation: rename('conv', 'sent') }]);
    const strange = { type: 'renameLayer', id: 'relu', name: 'of old' };
    const pending = [
      { seq: 1, gesture: 'g1', operation: rename('conv', 'sent') },
      { seq: 2, gesture: 'g2', operation: strange as unknown as Operation },
      { seq: 3, gesture: 'g3', operation: rename('sum', 'kept') },
    ];
    const tab = openTab(server, { client: 'old', nextSeq: 4, pending });
    await settled();
    tab.store.perform([rename('image', 'new')]);
    await settled();
    expect(server.server.log.map(({ operation }) => operation)).toEqual([
      rename('conv', 'sent'),
      rename('sum', 'kept'),
      rename('image', 'new'),
    ]);
    const { session, connection } = tab.store.getState();
    expect([session.pending, connection]).toEqual([[], { status: 'live' }]);
    expect(session.refused).toMatchObject([
      { seq: 2, gesture: 'g2', operation: null, content: strange, code: 'MALFORMED' },
    ]);
    const [unread] = session.refused;
    if (unread) tab.store.tryAgain(unread);
    expect(tab.store.getState().session.refused).toEqual([unread]);
    tab.store.dismissRefused(unread);
    expect(tab.store.getState().session.refused).toEqual([]);
  });
});

describe('a browser that keeps nothing', () => {
  it('[P11] is told of, and the work is sent all the same', async () => {
    const server = new LineServer(smallDesign());
    const store: DesignStore = new DesignStore(
      { ...server.server.snapshot(), activity: 0 },
      server.line(() => store.client),
      { keep: async () => false },
      undefined,
    );
    store.start();
    store.perform([rename('conv', 'mine')]);
    await settled();
    expect([store.getState().keeping, server.server.graph.nodes.get('conv')?.name]).toEqual([
      false,
      'mine',
    ]);
  });
});

describe('complaints', () => {
  it('are kept apart, each once, when a gesture fails in several ways', () => {
    const server = new LineServer(smallDesign());
    const tab = openTab(server);
    const wire = { id: 'w', source: 'relu', port: 0, target: 'image', slot: 0 };
    tab.store.perform([
      { type: 'connect', edge: wire },
      { type: 'connect', edge: { ...wire, id: 'w2' } },
      { type: 'connect', edge: { ...wire, target: 'relu' } },
    ]);
    const { complaints } = tab.store.getState();
    expect(complaints.map(({ id }) => id)).toEqual([1, 2]);
    expect(complaints[0]?.message).toBe('“image” (Input) takes no input.');
  });

  it('are all there however many come at once', () => {
    const { store } = openTab(new LineServer(smallDesign()));
    for (let count = 1; count <= 100; count++) store.complain(`The ${count}th.`);
    expect(store.getState().complaints.map(({ id }) => id)).toEqual(
      Array.from({ length: 100 }, (_, index) => index + 1),
    );
  });
});
