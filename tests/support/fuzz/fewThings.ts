import fc from 'fast-check';
import type { Operation } from '@/lib/document/operation';
import { makeLayer } from '@/lib/layers/catalogue';
import { addNode, connect, seedNode } from '../seed';

const node = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const wire = fc.constantFrom('u', 'v', 'w', 'x');
const some = fc.uniqueArray(node, { minLength: 1, maxLength: 3 });

/** Operations on few layers, so that they meet. */
export const fewThings: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 4, arbitrary: node.map((id) => addNode(id)) },
  {
    weight: 2,
    arbitrary: node.map(
      (id): Operation => ({
        type: 'addNode',
        node: { ...seedNode(id), ...makeLayer('concat', {}) },
      }),
    ),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(wire, node, node, fc.integer({ min: 0, max: 2 }))
      .map(([id, source, target, slot]) => connect(id, source, target, slot)),
  },
  some.map((ids): Operation => ({ type: 'removeNodes', ids })),
  fc
    .uniqueArray(wire, { minLength: 1, maxLength: 2 })
    .map((ids): Operation => ({ type: 'disconnect', ids })),
  fc
    .tuple(node, fc.integer({ min: -9, max: 9 }))
    .map(([id, x]): Operation => ({ type: 'moveNodes', moves: [{ id, position: { x, y: 0 } }] })),
  fc
    .tuple(node, fc.constantFrom('stem', 'head'))
    .map(([id, name]): Operation => ({ type: 'renameNode', id, name })),
  fc.tuple(fc.constantFrom('g', 'h'), fc.constantFrom('stem', 'head'), some, fc.boolean()).map(
    ([id, name, ids, keep]): Operation => ({
      type: 'groupNodes',
      group: { id, name },
      ids,
      ...(keep && { keepName: true }),
    }),
  ),
  fc.constantFrom('g', 'h').map((id): Operation => ({ type: 'ungroup', id })),
  fc
    .integer({ min: 1, max: 4 })
    .map((batch): Operation => ({ type: 'setSettings', settings: { batch } })),
);
