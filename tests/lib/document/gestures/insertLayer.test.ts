import { describe, expect, it } from 'vitest';
import { connectable, insertLayer } from '@/lib/document/gestures/insertLayer';
import { NODE_SIZE } from '@/lib/graph/layout';
import { wiringOf } from '@/lib/graph/wiring';
import { KIND_NAMES } from '@/lib/layers/catalogue';
import { performed } from '@/tests/support/performed';
import { smallDesign } from '@/tests/support/smallDesign';

describe('insertLayer', () => {
  it('puts a layer where somebody points, without wires, under the next free name', () => {
    const before = smallDesign();
    const position = { x: 900, y: 40 };
    const { id, operations } = insertLayer(before, 'conv2d', { type: 'at', position });
    const after = performed(before, operations);
    expect(after.nodes.get(id)).toMatchObject({ kind: 'conv2d', name: 'conv1', position });
    expect(after.edges).toEqual(before.edges);
  });

  it('puts a layer behind another and wires it to that', () => {
    const before = smallDesign();
    const { id, operations } = insertLayer(before, 'dropout', { type: 'after', node: 'relu' });
    const after = performed(before, operations);
    expect(wiringOf(after).into(id)).toMatchObject([{ source: 'relu', port: 0, slot: 0 }]);
  });

  it('puts a layer into a wire, with the same output on one side and the same slot on the other', () => {
    const before = smallDesign();
    const { id, operations } = insertLayer(before, 'dropout', { type: 'wire', edge: 'sum.1' });
    const after = performed(before, operations);
    expect(wiringOf(after).into(id)).toMatchObject([{ source: 'parts', port: 1 }]);
    expect(wiringOf(after).into('sum')).toMatchObject([
      { source: 'parts', port: 0, slot: 0 },
      { source: id, port: 0, slot: 1 },
    ]);
  });

  it('lays no layer over another, however often', () => {
    let graph = smallDesign();
    for (let count = 0; count < 6; count++)
      graph = performed(
        graph,
        insertLayer(graph, 'identity', { type: 'after', node: 'image' }).operations,
      );
    const places = [...graph.nodes.values()].map(({ position }) => position);
    for (const [index, a] of places.entries())
      for (const b of places.slice(index + 1))
        expect(
          Math.abs(a.x - b.x) >= NODE_SIZE.width || Math.abs(a.y - b.y) >= NODE_SIZE.height,
        ).toBe(true);
  });

  it.each(KIND_NAMES)('can put %s behind a layer', (kind) => {
    const before = smallDesign();
    const { id, operations } = insertLayer(before, kind, { type: 'after', node: 'relu' });
    expect(performed(before, operations).nodes.get(id)?.kind).toBe(kind);
  });

  it('does nothing to wires that are gone', () => {
    const before = smallDesign();
    const { operations } = insertLayer(before, 'identity', { type: 'wire', edge: 'gone' });
    expect(operations).toMatchObject([{ type: 'addNode' }]);
  });
});

describe('connectable', () => {
  it('offers the layers to which a wire may be drawn, and those from which one may come', () => {
    const { sources, targets } = connectable(smallDesign(), 'sum');
    expect(sources.map(({ id }) => id)).toEqual(['image', 'conv', 'relu', 'parts', 'spare']);
    expect(targets.map(({ id }) => id)).toEqual(['spare']);
  });
});
