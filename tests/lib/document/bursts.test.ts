import { describe, expect, it } from 'vitest';
import { burstsOf } from '@/lib/document/bursts';

const MINUTE = 60_000;

describe('burstsOf', () => {
  it('[P13] keeps together what one person did in one go, newest first', () => {
    const log = [
      { id: 7, actor: 'ana', at: 30 * MINUTE },
      { id: 6, actor: 'ana', at: 26 * MINUTE },
      { id: 5, actor: 'ben', at: 25 * MINUTE },
      { id: 4, actor: 'ana', at: 24 * MINUTE },
      { id: 3, actor: 'ana', at: 18 * MINUTE },
      { id: 2, actor: undefined, at: 17 * MINUTE },
    ];
    const bursts = burstsOf(log, (entry) => entry);
    expect(bursts.map(({ actor, entries }) => [actor, entries.map(({ id }) => id)])).toEqual([
      ['ana', [7, 6]],
      ['ben', [5]],
      ['ana', [4]],
      ['ana', [3]],
      [undefined, [2]],
    ]);
  });

  it('[P13] has nothing to say of nothing', () => {
    expect(burstsOf([], () => ({ actor: undefined, at: 0 }))).toEqual([]);
  });
});
