import { describe, expect, it } from 'vitest';
import { type Drafting, meet } from '@/app/_components/draft';

const NOTHING: Drafting = { draft: undefined, aside: undefined };
const typing: Drafting = { draft: { text: '24' }, aside: undefined };

describe('what somebody types', () => {
  it.each<[string, Drafting, { value: string; changed: boolean; locked: boolean }, Drafting]>([
    [
      'is put aside when somebody else sets the value',
      typing,
      { value: '12', changed: true, locked: false },
      { draft: undefined, aside: '24' },
    ],
    [
      'is put aside when somebody else takes the field',
      typing,
      { value: '8', changed: false, locked: true },
      { draft: undefined, aside: '24' },
    ],
    [
      'is not put aside where it is the value',
      typing,
      { value: '24', changed: true, locked: true },
      NOTHING,
    ],
    [
      'is done with when its own value comes, however that is written',
      { draft: { text: '024', taken: '024' }, aside: undefined },
      { value: '24', changed: true, locked: false },
      NOTHING,
    ],
    [
      'stays when the value comes that was taken over from an earlier part of it',
      { draft: { text: '245', taken: '24' }, aside: undefined },
      { value: '24', changed: true, locked: false },
      { draft: { text: '245' }, aside: undefined },
    ],
    [
      'is put aside as far as it goes beyond what was taken over, where the field is taken',
      { draft: { text: '245', taken: '24' }, aside: undefined },
      { value: '24', changed: true, locked: true },
      { draft: undefined, aside: '245' },
    ],
    ['stays when a lock goes', typing, { value: '8', changed: false, locked: false }, typing],
    [
      'and was put aside stays there while others go on',
      { draft: undefined, aside: '24' },
      { value: '12', changed: true, locked: true },
      { draft: undefined, aside: '24' },
    ],
  ])('%s', (_what, before, turn, after) => {
    expect(meet(before, turn)).toEqual(after);
  });
});
