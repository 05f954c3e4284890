import { describe, expect, it } from 'vitest';
import type { Edge } from '@/lib/graph/graph';
import { LIMITS } from '@/lib/graph/schemas';
import { expectOperation } from '@/tests/support/expectOperation';
import { newNode, smallDesign } from '@/tests/support/smallDesign';

function connect(edge: Partial<Edge>, graph = smallDesign()) {
  const whole: Edge = { id: 'wire', source: 'relu', port: 0, target: 'spare', slot: 0, ...edge };
  return expectOperation(graph, { type: 'connect', edge: whole });
}

describe('connect', () => {
  it('[P5] draws a wire', () => {
    expect(connect({})).toMatchObject({
      outcome: 'applied',
      effective: { edge: { id: 'wire', source: 'relu', port: 0, target: 'spare', slot: 0 } },
      inverse: [{ type: 'disconnect', ids: ['wire'] }],
    });
  });

  it('[P5] takes the next free slot of a join when the slot is taken', () => {
    expect(connect({ target: 'sum', slot: 1 })).toMatchObject({ effective: { edge: { slot: 2 } } });
    expect(connect({ target: 'sum', slot: 7 })).toMatchObject({ effective: { edge: { slot: 7 } } });
  });

  it('[P1] [P5] takes a slot between others when the last that there can be is taken', () => {
    const last = connect({ id: 'last', source: 'conv', target: 'sum', slot: LIMITS.slot });
    if (last.outcome !== 'applied') throw new Error(last.message);
    expect(connect({ target: 'sum', slot: LIMITS.slot }, last.graph)).toMatchObject({
      effective: { edge: { slot: 2 } },
    });
  });

  it('[P6] has nothing to do for a wire that is there, and refuses another one under its id', () => {
    const there = smallDesign().edges.get('conv.0');
    expect(connect({ ...there })).toEqual({
      outcome: 'void',
      message: 'This wire is there already.',
    });
    expect(connect({ id: 'conv.0' })).toEqual({
      outcome: 'refused',
      code: 'DUPLICATE_ID',
      message: 'There is another wire with the id “conv.0”.',
    });
  });

  it.each([
    [{ target: 'gone' }, 'NO_SUCH_NODE', 'The layer at the end of this wire is no longer there.'],
    [{ source: 'gone' }, 'NO_SUCH_NODE', 'The layer at the start of this wire is no longer there.'],
    [{ port: 1 }, 'NO_SUCH_PORT', '“relu” has 1 output, not 2.'],
    [{ target: 'image' }, 'NO_SUCH_SLOT', '“image” (Input) takes no input.'],
    [
      { target: 'parts' },
      'SLOT_TAKEN',
      '“parts” (Split) takes one input and has one: remove that wire first.',
    ],
    [{ target: 'relu' }, 'SELF_LOOP', '“relu” cannot feed itself.'],
    [
      { source: 'parts', port: 0, target: 'sum', slot: 0 },
      'DUPLICATE_WIRE',
      '“parts” already feeds this input of “sum”.',
    ],
  ] as const)('[P7] refuses %j with %s', (edge, code, message) => {
    expect(connect(edge)).toEqual({ outcome: 'refused', code, message });
  });

  it('[P1] [P7] refuses to close a circle', () => {
    const graph = smallDesign();
    const free = new Map(graph.edges);
    free.delete('conv.0');
    expect(connect({ source: 'sum', target: 'conv' }, { ...graph, edges: free })).toEqual({
      outcome: 'refused',
      code: 'CYCLE',
      message: 'This wire would close a circle: “conv” already leads to “sum”.',
    });
  });

  it('[P7] refuses more wires than a design holds', () => {
    const nodes = new Map([
      ['a', newNode('a')],
      ['b', newNode('b')],
    ]);
    const edges = new Map(
      Array.from({ length: LIMITS.edges }, (_, slot) => {
        const edge: Edge = { id: `e${slot}`, source: 'a', port: 0, target: 'b', slot };
        return [edge.id, edge];
      }),
    );
    const graph = { ...smallDesign(), nodes, edges, groups: new Map() };
    expect(connect({ source: 'a', target: 'b' }, graph)).toEqual({
      outcome: 'refused',
      code: 'TOO_LARGE',
      message: 'A design holds at most 60000 wires.',
    });
  });
});
