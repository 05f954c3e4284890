import type { LayerGraph } from '@/lib/graph/graph';
import { GraphBuilder, type Tap } from '@/lib/templates/builder';

const CHAINS = 8;
/** Layers of a cell: two convolutions with norm and ReLU, and the shortcut around them. */
const CELL = 7;

/**
 * A network that does not exist: chains of residual cells side by side on small maps, joined at the
 * end, with very nearly as many layers as asked for.
 */
export function residualChains(layers: number): LayerGraph {
  const net = new GraphBuilder();
  const image = net.add('input', 'image', { height: 32, width: 32, channels: 8 });
  const cells = Math.round((layers - 3) / CHAINS / CELL);
  const ends = Array.from({ length: CHAINS }, (_, chain) => {
    let map = image;
    for (let index = 0; index < cells; index++) map = cell(net, `${chain}.${index}`, map);
    return map;
  });
  net.add('output', 'maps', {}, net.add('concat', 'join', {}, ...ends));
  return net.build();
}

function cell(net: GraphBuilder, name: string, from: Tap): Tap {
  let map = from;
  for (const step of [1, 2]) {
    map = net.add('conv2d', `${name}.conv${step}`, { filters: 8, bias: false }, map);
    map = net.add('batchNorm', `${name}.norm${step}`, {}, map);
    map = net.add('activation', `${name}.relu${step}`, {}, map);
  }
  return net.add('add', `${name}.add`, {}, map, from);
}
