import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LayerGraph } from '@/lib/graph/graph';
import { layoutGraph, NODE_SIZE } from '@/lib/graph/layout';
import { type Cell, separateBlocks } from '@/lib/graph/separateBlocks';
import { must } from '@/lib/invariant';
import { GraphBuilder } from '@/lib/templates/builder';
import { templateById } from '@/lib/templates/templates';

interface Frame {
  readonly name: string;
  readonly members: ReadonlySet<string>;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** The frames of blocks and the outlines of layers without one. */
function frames({ nodes, groups }: LayerGraph): readonly Frame[] {
  const all = [...nodes.values()];
  const blocks = [...groups.values()].map(({ id, name }) => ({
    name,
    inside: all.filter(({ group }) => group === id),
  }));
  const alone = all.filter(({ group }) => group === null);
  return [...blocks, ...alone.map((node) => ({ name: node.name, inside: [node] }))].map(
    ({ name, inside }) => {
      const span = (axis: 'x' | 'y', size: number): readonly [number, number] => {
        const places = inside.map(({ position }) => position[axis]);
        return [Math.min(...places), Math.max(...places) + size];
      };
      const members = new Set(inside.map(({ id }) => id));
      return { name, members, x: span('x', NODE_SIZE.width), y: span('y', NODE_SIZE.height) };
    },
  );
}

function overlapping(graph: LayerGraph): readonly string[] {
  const all = frames(graph);
  return all.flatMap((a, place) =>
    all
      .slice(place + 1)
      .filter((b) => a.x[0] < b.x[1] && b.x[0] < a.x[1] && a.y[0] < b.y[1] && b.y[0] < a.y[1])
      .map((b) => `${a.name} and ${b.name}`),
  );
}

describe('separateBlocks', () => {
  it.each(['googlenet', 'resnet18', 'resnet50', 'unet', 'mobilenet_v2'])(
    'leaves every block of %s a frame of its own, and no other layer in it',
    (id) => {
      const { groups, ...rest } = layoutGraph(must(templateById(id), id).build());
      expect(groups.size).toBeGreaterThan(1);
      expect(overlapping({ groups, ...rest })).toEqual([]);
    },
  );

  it('moves the smaller block behind all that stands in its rows', () => {
    const net = new GraphBuilder();
    const image = net.add('input', 'image', {});
    const main = net.group('main', () => {
      const left = net.add('identity', 'left', {}, image);
      const right = net.add('identity', 'right', {}, image);
      return net.add('add', 'sum', {}, left, right);
    });
    net.group('aux', () => net.add('identity', 'head', {}, image));
    net.add('output', 'out', {}, main);
    const graph = net.build();
    const cells = new Map<string, Cell>([
      ['image', { row: 0, column: 0 }],
      ['left', { row: 1, column: 0 }],
      ['head', { row: 1, column: 1 }],
      ['right', { row: 1, column: 2 }],
      ['sum', { row: 2, column: 0 }],
      ['out', { row: 3, column: 0 }],
    ]);
    const ids = new Map([...graph.nodes.values()].map(({ id, name }) => [name, id]));
    const byId = new Map([...cells].map(([name, cell]) => [must(ids.get(name), name), cell]));
    const head = must(ids.get('head'), 'head');
    expect(separateBlocks(graph, byId)).toEqual(new Map(byId).set(head, { row: 1, column: 3 }));
  });

  it('puts no two layers in one cell, and no layer in another row', () => {
    const cell = fc.record({ row: fc.nat(5), column: fc.integer({ min: -3, max: 3 }) });
    const places = fc.uniqueArray(fc.tuple(cell, fc.nat(3)), {
      selector: ([{ row, column }]) => `${row} ${column}`,
      maxLength: 24,
    });
    fc.assert(
      fc.property(places, (drawn) => {
        const net = new GraphBuilder();
        const cells = new Map<string, Cell>();
        for (const [each, block] of drawn) {
          const add = () => net.add('input', `in ${cells.size}`, {});
          const { id } = block === 0 ? add() : net.group(`block ${block}`, add);
          cells.set(id, each);
        }
        const placed = separateBlocks(net.build(), cells);
        const keys = [...placed.values()].map(({ row, column }) => `${row} ${column}`);
        expect(new Set(keys).size).toBe(cells.size);
        expect([...placed].map(([id, { row }]) => [id, row])).toEqual(
          [...cells].map(([id, { row }]) => [id, row]),
        );
      }),
    );
  });
});
