import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LayerGraph } from '@/lib/graph/graph';
import { layoutGraph, NODE_SIZE } from '@/lib/graph/layout';
import { must } from '@/lib/invariant';
import { templateById } from '@/lib/templates/templates';
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
  it('puts no layer over another, and every input above its users or in a strip further left', () => {
    fc.assert(
      fc.property(arbitraryTape(), (numbers) => {
        const graph = randomNetwork(tape(numbers), { layers: 25 });
        const placed = layoutGraph(graph);
        expect(overlaps(placed)).toEqual([]);
        for (const { source, target } of placed.edges.values()) {
          const [from, to] = [source, target].map((id) => placed.nodes.get(id)?.position);
          const below = (to?.y ?? 0) - (from?.y ?? 0) > NODE_SIZE.height;
          const right = (to?.x ?? 0) - (from?.x ?? 0) > NODE_SIZE.width;
          expect(below || right).toBe(true);
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

  it.each(['resnet18', 'resnet50', 'vgg16', 'vgg19_bn'])(
    'folds %s into strips about as wide as a screen, without breaking a block',
    (id) => {
      const placed = must(templateById(id), id).build();
      const positions = [...placed.nodes.values()].map(({ position }) => position);
      const width = Math.max(...positions.map(({ x }) => x)) + NODE_SIZE.width;
      const height = Math.max(...positions.map(({ y }) => y)) + NODE_SIZE.height;
      expect(width / height).toBeGreaterThan(1);
      expect(width / height).toBeLessThan(3);
      const frames = [...placed.groups.keys()].map((group) => {
        const members = [...placed.nodes.values()].filter((node) => node.group === group);
        const xs = members.map(({ position }) => position.x);
        const ys = members.map(({ position }) => position.y);
        return {
          left: Math.min(...xs),
          right: Math.max(...xs) + NODE_SIZE.width,
          top: Math.min(...ys),
          bottom: Math.max(...ys) + NODE_SIZE.height,
        };
      });
      expect(frames.length).toBeGreaterThan(5);
      const overlapping = frames.flatMap((a, index) =>
        frames
          .slice(index + 1)
          .filter(
            (b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom,
          ),
      );
      expect(overlapping).toEqual([]);
    },
  );

  it('breaks at joins what would be too tall to be seen as a whole', () => {
    const placed = must(templateById('densenet121'), 'DenseNet-121').build();
    const positions = [...placed.nodes.values()].map(({ position }) => position);
    const width = Math.max(...positions.map(({ x }) => x)) + NODE_SIZE.width;
    const height = Math.max(...positions.map(({ y }) => y)) + NODE_SIZE.height;
    expect(width / height).toBeGreaterThan(1);
    expect(width / height).toBeLessThan(3);
  });

  it('leaves U-Net its shape: one strip, down to the right and up again', () => {
    const { nodes } = must(templateById('unet'), 'U-Net').build();
    const column = (id: string) => nodes.get(id)?.position.x;
    const levels = [1, 2, 3, 4, 5].map((level) => column(`down${level}.conv1`));
    expect(levels).toEqual([...levels].sort((a = 0, b = 0) => a - b));
    expect(new Set(levels).size).toBe(5);
    expect([1, 2, 3, 4].map((level) => column(`up${level}.conv1`))).toEqual(levels.slice(0, 4));
  });

  it('places layers on a circle too', () => {
    const graph = smallDesign();
    const back = { id: 'back', source: 'sum', port: 0, target: 'sum', slot: 2 };
    const circling = { ...graph, edges: new Map(graph.edges).set('back', back) };
    expect(overlaps(layoutGraph(circling))).toEqual([]);
  });
});
