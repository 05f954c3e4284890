import type { LayerGraph } from '@/lib/graph/graph';
import { inferLayer, type KindName, type Layer, makeLayer } from '@/lib/layers/catalogue';
import { GraphBuilder, port, type Tap } from '@/lib/templates/builder';
import type { TensorType } from '@/lib/tensor/tensorType';
import { type Draw, pick } from './draw';

interface Place {
  readonly tap: Tap;
  readonly type: TensorType;
}

export interface NetworkOptions {
  readonly layers: number;
  /** Joins all loose ends at the end, so that there is one head. */
  readonly oneHead?: boolean;
}

const OTHERS: readonly KindName[] = [
  'activation',
  'batchNorm',
  'dropout',
  'identity',
  'softmax',
  'groupNorm',
  'localResponseNorm',
];

/** A network in which every layer works: branches, joins, splits, views, gates, several inputs and heads. */
export function randomNetwork(draw: Draw, options: NetworkOptions): LayerGraph {
  const builder = new GraphBuilder();
  const places: Place[] = [];
  const put = (layer: Layer, name: string, ...sources: readonly Place[]) => {
    const inferred = inferLayer(
      layer,
      sources.map(({ type }) => type),
    );
    if (!inferred.ok) return;
    const taps = sources.map(({ tap }) => tap);
    const tap = builder.add(layer.kind, name, layer.params as never, ...taps);
    for (const [number, type] of inferred.facts.outputs.entries())
      if (type) places.push({ tap: port(tap, number), type });
  };
  put(makeLayer('input', { channels: 4, height: 6, width: 6 }) as Layer, 'image');
  if (draw(4) === 0)
    put(makeLayer('input', { channels: 4, height: 6, width: 6 }) as Layer, 'second image');
  const count = 1 + draw(options.layers);
  for (let step = 0; step < count; step++) {
    const source = pick(draw, draw(3) === 0 ? places : places.slice(-3));
    const alike = places.filter(({ type }) => `${type.shape}` === `${source.type.shape}`);
    if (draw(4) === 0) {
      const others = Array.from({ length: 1 + draw(2) }, () => pick(draw, alike));
      const join = pick(draw, ['add', 'multiply', 'concat'] as const);
      put(makeLayer(join, {}) as Layer, `${step}`, source, ...others);
    } else put(layerFor(draw, source.type), `${step}`, source);
  }
  if (options.oneHead) joinEnds(builder, places);
  return builder.build();
}

function layerFor(draw: Draw, type: TensorType): Layer {
  const [channels = 1] = type.shape;
  const kind = pick(draw, OTHERS);
  const plain = makeLayer(kind, kind === 'groupNorm' ? { groups: 1 } : {}) as Layer;
  if (type.layout !== 'chw')
    return pick(draw, [plain, makeLayer('dense', { units: 1 + draw(6) }) as Layer]);
  const half = Math.floor(channels / 2);
  const layers = [
    plain,
    plain,
    makeLayer('conv2d', { filters: pick(draw, [channels, 2, 4]), bias: draw(2) === 0 }),
    makeLayer('conv2d', { filters: 4, stride: [2, 2] }),
    makeLayer('depthwiseConv2d', {}),
    makeLayer('maxPool2d', { padding: 'same', stride: [1, 1] }),
    makeLayer('maxPool2d', {}),
    makeLayer('avgPool2d', { padding: 'same', stride: [1, 1] }),
    makeLayer('globalAvgPool2d', { keepMap: draw(2) === 0 }),
    makeLayer('upsample2d', {}),
    makeLayer('flatten', {}),
    makeLayer('slice', { channels: { start: draw(channels), end: null, step: 1 } }),
    makeLayer('split', { sizes: half > 0 ? [half, channels - half] : [channels] }),
    makeLayer('zeroPad2d', { channelsAfter: draw(3) }),
    makeLayer('activation', { function: pick(draw, ['relu', 'silu', 'tanh']) }),
    makeLayer('output', {}),
  ] as readonly Layer[];
  return pick(draw, layers);
}

/** One dense layer that everything leads to. */
function joinEnds(builder: GraphBuilder, places: readonly Place[]): void {
  const flat = places.map(({ tap }, index) => builder.add('flatten', `end ${index}`, {}, tap));
  builder.add('dense', 'head', {}, builder.add('concat', 'ends', {}, ...flat));
}
