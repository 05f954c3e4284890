import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Draft } from '@/db/documents/draft';
import type { Push } from '@/db/documents/push';
import { type Flight, PushTurns } from '@/db/documents/pushTurns';
import { EMPTY_GRAPH } from '@/lib/graph/graph';

function push(designId: string, client: string, operations = 1): Push {
  const sent = Array.from({ length: operations }, (_, index) => ({
    seq: index + 1,
    gesture: 'g',
    operation: null,
  }));
  return { designId, client, userId: 'u', operations: sent };
}

const draftOf = (designId: string) => new Draft(designId, { revision: 0, graph: EMPTY_GRAPH });

/** Writes only when told to, and remembers what it wrote together. */
function slowWriter() {
  const turns: string[][] = [];
  const releases: (() => void)[] = [];
  const write = async (pushes: readonly Push[]) => {
    turns.push(pushes.map(({ client }) => client));
    await new Promise<void>((resolve) => releases.push(resolve));
    return pushes.map(({ client }) =>
      client.startsWith('bad')
        ? ({ status: 'rejected', reason: new Error(client) } as const)
        : ({ status: 'fulfilled', value: { answers: [], revision: turns.length } } as const),
    );
  };
  return {
    turns,
    write,
    async release() {
      await new Promise((resolve) => setImmediate(resolve));
      releases.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe('turns', () => {
  it('write the first push at once, and together what arrives meanwhile', async () => {
    const { turns, write, release } = slowWriter();
    const queue = new PushTurns();
    const done = ['a', 'b', 'bad', 'c'].map((client) => queue.take(push('d', client), write));
    const settled = Promise.allSettled(done);
    await release();
    await release();
    expect(turns).toEqual([['a'], ['b', 'bad', 'c']]);
    expect((await settled).map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    void queue.take(push('d', 'later'), write);
    expect(turns.at(-1)).toEqual(['later']);
    await release();
  });

  it('do not let designs wait for each other', () => {
    const { turns, write } = slowWriter();
    const queue = new PushTurns();
    for (const design of ['one', 'two']) void queue.take(push(design, design), write);
    expect(turns).toEqual([['one'], ['two']]);
  });

  it('take at most two thousand operations together, and one push of any size', async () => {
    const { turns, write, release } = slowWriter();
    const queue = new PushTurns();
    for (const [client, size] of [
      ['a', 1],
      ['b', 3_000],
      ['c', 1_500],
      ['d', 500],
      ['e', 1],
    ] as const)
      void queue.take(push('d', client, size), write);
    for (let turn = 0; turn < 4; turn++) await release();
    expect(turns).toEqual([['a'], ['b'], ['c', 'd'], ['e']]);
  });

  it('send the next write behind one that says what it writes, and no third', async () => {
    const { turns, write, release } = slowWriter();
    const queue = new PushTurns();
    const [one, two] = [draftOf('d'), draftOf('d')];
    const grounds: (Draft | undefined)[] = [];
    const flying = (draft: Draft) => (pushes: readonly Push[], flight: Flight) => {
      grounds.push(flight.ground);
      flight.sent(draft);
      return write(pushes);
    };
    void queue.take(push('d', 'a'), flying(one));
    void queue.take(push('d', 'b'), flying(two));
    void queue.take(push('d', 'c'), flying(two));
    await sleep(20);
    void queue.take(push('d', 'd'), flying(draftOf('d')));
    await sleep(20);
    expect(turns).toEqual([['a'], ['b', 'c']]);
    await release();
    expect(turns).toEqual([['a'], ['b', 'c'], ['d']]);
    expect(grounds).toEqual([undefined, one, two]);
    await release();
    await release();
  });

  it('let nothing stand on a write that came to be otherwise, nor on one that says nothing', async () => {
    const { turns, write, release } = slowWriter();
    const queue = new PushTurns();
    const grounds: (Draft | undefined)[] = [];
    void queue.take(push('d', 'a'), (pushes, flight) => {
      flight.sent(draftOf('d'));
      flight.missed();
      return write(pushes);
    });
    void queue.take(push('d', 'b'), (pushes, flight) => {
      grounds.push(flight.ground);
      return write(pushes);
    });
    await sleep(20);
    expect(turns).toEqual([['a']]);
    await release();
    void queue.take(push('d', 'c'), write);
    await sleep(20);
    expect(turns).toEqual([['a'], ['b']]);
    expect(grounds).toEqual([undefined]);
    await release();
    await release();
    expect(turns).toEqual([['a'], ['b'], ['c']]);
  });

  it('refuse all that a write was to bring when it breaks, and go on', async () => {
    const queue = new PushTurns();
    const broken = () => Promise.reject(new Error('no connection'));
    await expect(queue.take(push('d', 'a'), broken)).rejects.toThrow('no connection');
    const { write, release } = slowWriter();
    const next = queue.take(push('d', 'b'), write);
    await release();
    await expect(next).resolves.toEqual({ answers: [], revision: 1 });
  });
});
