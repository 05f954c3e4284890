import { describe, expect, it } from 'vitest';
import { keeperOf } from '@/app/(workspace)/designs/[designId]/_editor/presence/keeperOf';

function holder(client: string, turn: number) {
  return { client, name: client, color: '#000', turn };
}

describe('[P12] a field', () => {
  it.each([
    ['is free when nobody else is in it', [], undefined, undefined],
    ['is kept by whoever is there', [holder('ana', 0)], undefined, 'ana'],
    ['goes to whoever takes it over', [holder('zoe', 1)], 0, 'zoe'],
    ['is not kept by the one it was taken from', [holder('ana', 0)], 1, undefined],
    ['goes back to whoever takes it back', [holder('ana', 2)], 1, 'ana'],
    ['is kept by the last of several who took it', [holder('ana', 1), holder('zoe', 2)], 0, 'zoe'],
    [
      'that two enter at once is the lesser one’s, for the greater one',
      [holder('ana', 0)],
      0,
      'ana',
    ],
    ['that two enter at once is the lesser one’s, for that one', [holder('zoe', 0)], 0, undefined],
  ])('%s', (_what, holders, turn, keeper) => {
    expect(keeperOf(holders, { client: 'me', turn })?.client).toBe(keeper);
  });

  it('has the same keeper for everybody', () => {
    const all = [holder('ana', 1), holder('ben', 1), holder('cleo', 0)];
    const kept = all.map(({ client, turn }) => {
      const others = all.filter((each) => each.client !== client);
      return keeperOf(others, { client, turn })?.client ?? client;
    });
    expect(new Set([...kept, keeperOf(all, { client: 'dan', turn: undefined })?.client])).toEqual(
      new Set(['ana']),
    );
  });
});
