import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LayerGraph } from '@/lib/graph/graph';
import { layoutGraph, NODE_SIZE } from '@/lib/graph/layout';
import { arbitraryTape, tape } from '@/tests/support/draw';
import { randomNetwork } from '@/tests/support/randomNetwork';
import { smallDesign } from '@/tests/support/smallDesign';

/** Pairs of layers that touch or cover each other. */
function overlaps({ nodes }: LayerGraph): readonly string[] {
  const all = [...nodes.values()];
  return all.flatMap((a, index) =>
    all
      .slice(index + 1)
      .filter(
        (b) =>
          Math.abs(a.position.x - b.position.x) <= NODE_SIZE.width &&
          Math.abs(a.position.y - b.position.y) <= NODE_SIZE.height,
      )
      .map((b) => `${a.id} and ${b.id}`),
  );
}

describe('layoutGraph', () => {
  it('puts no layer over another, and every input above its users', () => {
    fc.assert(
      fc.property(arbitraryTape(), (numbers) => {
        const graph = randomNetwork(tape(numbers), { layers: 25 });
        const placed = layoutGraph(graph);
        expect(overlaps(placed)).toEqual([]);
        for (const { source, target } of placed.edges.values()) {
          const [above, below] = [source, target].map(
            (id) => placed.nodes.get(id)?.position.y ?? 0,
          );
          expect((below ?? 0) - (above ?? 0)).toBeGreaterThan(NODE_SIZE.height);
        }
      }),
    );
  });

  it('changes nothing but places, and finds the same places again', () => {
    const graph = smallDesign();
    const scattered = {
      ...graph,
      nodes: new Map(
        [...graph.nodes].map(([id, node], index) => [
          id,
          { ...node, position: { x: index * -3, y: 7 } },
        ]),
      ),
    };
    expect(layoutGraph(scattered)).toEqual(graph);
  });

  it('places layers on a circle too', () => {
    const graph = smallDesign();
    const back = { id: 'back', source: 'sum', port: 0, target: 'sum', slot: 2 };
    const circling = { ...graph, edges: new Map(graph.edges).set('back', back) };
    expect(overlaps(layoutGraph(circling))).toEqual([]);
  });
});
