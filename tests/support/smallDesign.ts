import type { LayerGraph, LayerNode } from '@/lib/graph/graph';
import { makeLayer } from '@/lib/layers/catalogue';
import { GraphBuilder, port } from '@/lib/templates/builder';

/** A design with a bit of everything: a group of two, a split with both ports in use, a join, an output, a layer without wires. */
export function smallDesign(): LayerGraph {
  const builder = new GraphBuilder();
  const image = builder.add('input', 'image', { channels: 4, height: 8, width: 8 });
  const relu = builder.group('stem', () => {
    const conv = builder.add('conv2d', 'conv', { filters: 4 }, image);
    return builder.add('activation', 'relu', {}, conv);
  });
  const parts = builder.add('split', 'parts', { sizes: [2, 2] }, relu);
  const sum = builder.add('add', 'sum', {}, parts, port(parts, 1));
  builder.add('output', 'scores', {}, sum);
  builder.add('dense', 'spare', {});
  return builder.build();
}

/** A layer that is not in any design yet. */
export function newNode(id: string, more: Partial<LayerNode> = {}): LayerNode {
  const frame = { id, name: id, position: { x: 10, y: 20 }, group: null, origin: null };
  return { ...frame, ...makeLayer('identity', {}), ...more } as LayerNode;
}
