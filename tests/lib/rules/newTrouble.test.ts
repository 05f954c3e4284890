import { expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { newTrouble } from '@/lib/rules/newTrouble';
import { chained, conv, dense, FLAT, RELU } from '@/tests/support/chained';

const SOUND = analyse(chained([3, 8, 8], 'logits', conv(4), RELU, FLAT, dense(10)));

it('tells nothing of what was wrong before', () => {
  const wrong = analyse(chained([3, 8, 8], 'logits', conv(4, 3, { groups: 7 }), FLAT, dense(10)));
  expect(newTrouble(wrong, wrong)).toEqual([]);
  expect(newTrouble(wrong, SOUND)).toEqual([]);
});

it('tells which layer can no longer work, and why', () => {
  const wrong = analyse(
    chained([3, 8, 8], 'logits', conv(4, 3, { groups: 7 }), RELU, FLAT, dense(10)),
  );
  expect(newTrouble(SOUND, wrong)).toMatchObject([{ layer: 'conv1' }]);
});

it('tells findings at the level of an error, and none of the others', () => {
  const softened = analyse(
    chained([3, 8, 8], 'logits', conv(4), RELU, FLAT, dense(10), ['softmax']),
  );
  const trouble = newTrouble(SOUND, softened);
  expect(trouble.map(({ layer }) => layer)).toEqual(['softmax1']);
});
