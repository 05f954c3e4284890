import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DesignStore } from '@/app/(workspace)/designs/[designId]/_editor/session/designStore';
import type { Operation } from '@/lib/document/operation';
import { newNode, smallDesign } from '@/tests/support/smallDesign';
import { LineServer } from '@/tests/support/storeLine';
import { openTab, rename, settled } from '@/tests/support/storeTab';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

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
