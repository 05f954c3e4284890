import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_GRAPH, type LayerGraph } from '@/lib/graph/graph';
import { reachable, topologyOf } from '@/lib/graph/topology';
import { GraphBuilder } from '@/lib/templates/builder';
import { arbitraryTape, tape } from '@/tests/support/draw';
import { randomNetwork } from '@/tests/support/randomNetwork';
import { renamed } from '@/tests/support/renamed';
import { newNode } from '@/tests/support/smallDesign';

function wired(...wires: readonly (readonly [string, string])[]): LayerGraph {
  const ids = new Set(wires.flat());
  return {
    ...EMPTY_GRAPH,
    nodes: new Map([...ids].map((id) => [id, newNode(id)])),
    edges: new Map(
      wires.map(([source, target], slot) => [
        `${slot}`,
        { id: `${slot}`, source, port: 0, target, slot },
      ]),
    ),
  };
}

describe('topologyOf', () => {
  it('[A6] puts every layer behind its inputs, and every layer somewhere', () => {
    fc.assert(
      fc.property(arbitraryTape(), (numbers) => {
        const graph = randomNetwork(tape(numbers), { layers: 20 });
        const { order, stuck } = topologyOf(graph);
        const place = new Map(order.map((id, index) => [id, index]));
        expect(stuck).toEqual([]);
        expect([...place.keys()].toSorted()).toEqual([...graph.nodes.keys()].toSorted());
        expect(order).toHaveLength(graph.nodes.size);
        for (const { source, target } of graph.edges.values())
          expect(place.get(source)).toBeLessThan(place.get(target) ?? 0);
      }),
    );
  });

  it('[A6] depends on the wiring alone where there is one head: not on ids nor on the order of drawing', () => {
    fc.assert(
      fc.property(arbitraryTape(), arbitraryTape(), (numbers, others) => {
        const graph = randomNetwork(tape(numbers), { layers: 12, oneHead: true });
        const { graph: other, ids } = renamed(graph, tape(others));
        expect(topologyOf(other).order).toEqual(topologyOf(graph).order.map((id) => ids.get(id)));
      }),
    );
  });

  it('[A6] runs the branches of a join in the order of its slots, each as late as possible', () => {
    const builder = new GraphBuilder();
    const image = builder.add('input', 'image', {});
    const late = builder.add('identity', 'late', {}, image);
    const early = builder.add('identity', 'early', {}, image);
    const deep = builder.add('identity', 'deep', {}, early);
    builder.add('add', 'join', {}, deep, late);
    expect(topologyOf(builder.build()).order).toEqual(['image', 'early', 'deep', 'late', 'join']);
  });

  it('[A6] runs shallow heads before deep ones, and heads of one depth as they were drawn', () => {
    const builder = new GraphBuilder();
    const image = builder.add('input', 'image', {});
    const deep = builder.add('identity', 'deep', {}, image);
    builder.add('identity', 'deep head', {}, deep);
    builder.add('identity', 'one', {}, image);
    builder.add('identity', 'two', {}, image);
    expect(topologyOf(builder.build()).order).toEqual(['image', 'one', 'two', 'deep', 'deep_head']);
  });

  it('sets apart what is on a circle or behind one, and orders the rest', () => {
    const graph = wired(['a', 'b'], ['b', 'c'], ['c', 'b'], ['c', 'd'], ['a', 'e']);
    const { order, stuck } = topologyOf(graph);
    expect([order, stuck]).toEqual([
      ['a', 'e'],
      ['b', 'c', 'd'],
    ]);
    expect(topologyOf(wired(['a', 'a']))).toEqual({ order: [], stuck: ['a'] });
    expect(topologyOf(EMPTY_GRAPH)).toEqual({ order: [], stuck: [] });
  });

  it('orders a layer that leads to a circle only', () => {
    expect(topologyOf(wired(['a', 'b'], ['b', 'b']))).toEqual({ order: ['a'], stuck: ['b'] });
  });

  it('orders a chain of 100,000 layers without overflowing the stack', () => {
    const ids = Array.from({ length: 100_000 }, (_, index) => `n${index}`);
    const graph = wired(...ids.slice(1).map((id, index) => [ids[index] ?? '', id] as const));
    expect(topologyOf(graph).order).toEqual(ids);
  });
});

describe('reachable', () => {
  const graph = wired(['a', 'b'], ['b', 'c'], ['x', 'b'], ['c', 'd'], ['x', 'y']);

  it('finds everything along or against the wires, without the start', () => {
    expect([...reachable(graph, 'b', 'descendants')].toSorted()).toEqual(['c', 'd']);
    expect([...reachable(graph, 'b', 'ancestors')].toSorted()).toEqual(['a', 'x']);
    expect([...reachable(graph, 'nobody', 'ancestors')]).toEqual([]);
  });

  it('finds the start itself on a circle', () => {
    const circle = wired(['a', 'b'], ['b', 'a']);
    expect([...reachable(circle, 'a', 'descendants')].toSorted()).toEqual(['a', 'b']);
  });
});
