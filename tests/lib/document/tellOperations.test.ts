import { expect, it } from 'vitest';
import { tellOperations } from '@/lib/document/tellOperations';
import { newNode, smallDesign } from '@/tests/support/smallDesign';

it('[P15] tells what operations would do, in order, and nothing of those that would do nothing', () => {
  const told = tellOperations(smallDesign(), [
    { type: 'setParams', id: 'conv', params: { filters: 16 } },
    { type: 'setParams', id: 'conv', params: { filters: 16 } },
    { type: 'addNode', node: newNode('fresh') },
    { type: 'connect', edge: { id: 'w', source: 'conv', port: 0, target: 'fresh', slot: 0 } },
    { type: 'removeNodes', ids: ['fresh'] },
  ]);
  expect(told).toEqual([
    'set Filters from 4 to 16 of “conv”',
    'added Identity “fresh”',
    'wired “conv” to “fresh”',
    'removed “fresh”',
  ]);
});
