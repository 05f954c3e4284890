import type { LayerGraph } from '@/lib/graph/graph';
import { inferLayer, type Layer, makeLayer } from '@/lib/layers/catalogue';
import { GraphBuilder, type Tap } from '@/lib/templates/builder';
import type { TensorType } from '@/lib/tensor/tensorType';
import { type Draw, pick } from './draw';

interface Place {
  readonly tap: Tap;
  readonly type: TensorType;
}

/**
 * A design of layers that other frameworks have too, with windows, strides, dilations and paddings
 * of every sort on small maps, branches and joins. Some layers do not fit where they stand; nothing
 * hangs off those.
 */
export function plainDesign(draw: Draw): LayerGraph {
  const net = new GraphBuilder();
  const places: Place[] = [];
  const put = (layer: Layer, name: string, ...sources: readonly Place[]) => {
    const taps = sources.map(({ tap }) => tap);
    const tap = net.add(layer.kind, name, layer.params as never, ...taps);
    const inferred = inferLayer(
      layer,
      sources.map(({ type }) => type),
    );
    const type = inferred.ok ? inferred.facts.outputs[0] : undefined;
    if (type) places.push({ tap, type });
  };
  put(makeLayer('input', imageOf(draw)), 'image');
  const steps = 3 + draw(12);
  for (let step = 0; step < steps; step++) {
    const source = pick(draw, draw(3) === 0 ? places : places.slice(-2));
    if (draw(4) === 0) {
      const alike = places.filter(({ type }) => `${type.shape}` === `${source.type.shape}`);
      const others = [1, ...(draw(3) === 0 ? [2] : [])].map(() =>
        pick(draw, draw(5) === 0 ? places : alike),
      );
      put(joinOf(draw, source.type), `${step}`, source, ...others);
    } else put(layerFor(draw, source.type), `${step}`, source);
  }
  return net.build();
}

function imageOf(draw: Draw) {
  const form = draw(12) === 0 ? ('vector' as const) : ('map' as const);
  return { form, channels: 1 + draw(6), height: 1 + draw(24), width: 1 + draw(24) };
}

const OMITTED = ['nothing', 'nothing', 'scale', 'shift'] as const;

const AXES = ['channels', 'channels', 'height', 'width'] as const;

function joinOf(draw: Draw, { layout }: TensorType): Layer {
  const axis = layout === 'chw' ? pick(draw, AXES) : 'channels';
  return pick(draw, [
    makeLayer('add', {}),
    makeLayer('multiply', {}),
    makeLayer('concat', { axis }),
  ]);
}

function layerFor(draw: Draw, { layout }: TensorType): Layer {
  const bias = draw(2) === 0;
  const anywhere: readonly (() => Layer)[] = [
    () => makeLayer('batchNorm', { affine: draw(3) > 0, omits: pick(draw, OMITTED) }),
    () => makeLayer('layerNorm', { affine: draw(3) > 0 }),
    () => makeLayer('activation', { function: pick(draw, ['relu', 'tanh', 'leakyRelu']) }),
    () => makeLayer('dropout', {}),
    () => makeLayer('softmax', {}),
    () => makeLayer('identity', {}),
    () => makeLayer('output', {}),
  ];
  const dense = () => makeLayer('dense', { units: 1 + draw(9), bias });
  if (layout !== 'chw') return pick(draw, [dense, dense, dense, ...anywhere])();
  const conv = () =>
    makeLayer('conv2d', { ...windowOf(draw), ...dilationOf(draw), filters: 1 + draw(6), bias });
  const multiplier = 1 + draw(3);
  return pick(draw, [
    ...[conv, conv, conv, conv, conv],
    () =>
      makeLayer('depthwiseConv2d', { ...windowOf(draw), ...dilationOf(draw), multiplier, bias }),
    () => makeLayer('maxPool2d', windowOf(draw)),
    () => makeLayer('avgPool2d', windowOf(draw)),
    () => makeLayer('globalAvgPool2d', { keepMap: draw(2) === 0 }),
    () => makeLayer('zeroPad2d', edgesOf(draw)),
    () => makeLayer('upsample2d', { factor: [1 + draw(3), 1 + draw(3)] }),
    () => makeLayer('flatten', {}),
    ...(draw(8) === 0 ? [dense] : []),
    ...anywhere,
  ])();
}

function windowOf(draw: Draw) {
  const two = (limit: number): [number, number] => [1 + draw(limit), 1 + draw(limit)];
  return {
    kernel: two(5),
    stride: two(3),
    padding: pick(draw, ['same' as const, 'same' as const, 'valid' as const, edgesOf(draw)]),
  };
}

function edgesOf(draw: Draw) {
  return { top: draw(3), bottom: draw(3), left: draw(3), right: draw(3) };
}

function dilationOf(draw: Draw): { dilation: [number, number] } {
  return { dilation: draw(4) === 0 ? [1 + draw(3), 1 + draw(3)] : [1, 1] };
}
