import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Failure } from '@/app/_graphql/errors';
import type { Operation } from '@/lib/document/operation';
import { smallDesign } from '@/tests/support/smallDesign';
import { LineServer } from '@/tests/support/storeLine';
import { openTab, rename, settled } from '@/tests/support/storeTab';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
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
