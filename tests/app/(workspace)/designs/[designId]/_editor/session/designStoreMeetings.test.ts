import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Operation } from '@/lib/document/operation';
import { SILENT } from '@/lib/document/presence';
import { smallDesign } from '@/tests/support/smallDesign';
import { LineServer } from '@/tests/support/storeLine';
import { openTab, rename, settled } from '@/tests/support/storeTab';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
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
