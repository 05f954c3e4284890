import { expect, it } from 'vitest';
import { forkPoint } from '@/lib/document/merge/forkPoint';

const own = (id: string) => ({ id, revision: undefined });

it('[P15] finds the revision at which a variant began, from either side', () => {
  const [parent, variant] = [[own('p')], [own('v'), { id: 'p', revision: 7 }]];
  expect(forkPoint(variant, parent)).toEqual({ id: 'p', revision: 7 });
  expect(forkPoint(parent, variant)).toEqual({ id: 'p', revision: 7 });
});

it('[P15] finds the older of two revisions at which siblings began', () => {
  const [a, b] = [
    [own('a'), { id: 'p', revision: 7 }],
    [own('b'), { id: 'p', revision: 3 }],
  ];
  expect(forkPoint(a, b)).toEqual({ id: 'p', revision: 3 });
});

it('[P15] finds the nearest of several common ancestors', () => {
  const up = [
    { id: 'p', revision: 2 },
    { id: 'g', revision: 9 },
  ];
  expect(
    forkPoint([own('a'), ...up], [own('b'), { id: 'p', revision: 5 }, { id: 'g', revision: 9 }]),
  ).toEqual({
    id: 'p',
    revision: 2,
  });
  expect(forkPoint([own('a'), ...up], [own('c'), { id: 'g', revision: 4 }])).toEqual({
    id: 'g',
    revision: 4,
  });
});

it('[P15] finds none between strangers, nor between a design and itself', () => {
  expect(forkPoint([own('a')], [own('b')])).toBeUndefined();
  expect(forkPoint([own('a')], [own('a')])).toBeUndefined();
});
