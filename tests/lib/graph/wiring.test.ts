import { describe, expect, it } from 'vitest';
import { wiringOf } from '@/lib/graph/wiring';
import { smallDesign } from '@/tests/support/smallDesign';

describe('wiringOf', () => {
  it('lists the wires into a layer by slot and those out of it as they were drawn', () => {
    const graph = smallDesign();
    const early = { id: 'early', source: 'image', port: 0, target: 'sum', slot: 2 };
    const edges = new Map([['early', early], ...graph.edges]);
    const wiring = wiringOf({ ...graph, edges });
    expect(wiring.into('sum').map(({ id }) => id)).toEqual(['sum.0', 'sum.1', 'early']);
    expect(wiring.outOf('image').map(({ id }) => id)).toEqual(['early', 'conv.0']);
    expect([wiring.into('spare'), wiring.outOf('nobody')]).toEqual([[], []]);
  });

  it('is made once for a set of wires, whatever becomes of the layers', () => {
    const graph = smallDesign();
    expect(wiringOf({ ...graph, nodes: new Map() })).toBe(wiringOf(graph));
    expect(wiringOf({ ...graph, edges: new Map(graph.edges) })).not.toBe(wiringOf(graph));
  });
});
