import * as tf from '@tensorflow/tfjs';
import type { LayerGraph, LayerNode, NodeId } from '@/lib/graph/graph';
import { topologyOf } from '@/lib/graph/topology';
import { wiringOf } from '@/lib/graph/wiring';
import type { KindName, ParamsOf } from '@/lib/layers/catalogue';
import type { Padding } from '@/lib/layers/params';

/**
 * What TensorFlow.js makes of a layer.
 *
 * - `built`: its own layers, with their weights, and what comes out
 * - `refused`: it does not take these parameters on this input
 * - `unsaid`: it has no such layer, or the layer hangs off one that is not built
 */
export type PlainLayer =
  | {
      readonly status: 'built';
      readonly layers: readonly tf.layers.Layer[];
      readonly output: tf.SymbolicTensor;
    }
  | { readonly status: 'refused'; readonly message: string }
  | { readonly status: 'unsaid' };

/**
 * A design in the stock layers of TensorFlow.js, as people write it: it alone decides about shapes
 * and weights. Weights are zeros, so that drawing random numbers is no part of the price.
 */
export function plainTfjs(graph: LayerGraph): ReadonlyMap<NodeId, PlainLayer> {
  const wiring = wiringOf(graph);
  const built = new Map<NodeId, PlainLayer>();
  for (const id of topologyOf(graph).order) {
    const node = graph.nodes.get(id);
    if (!node) continue;
    const arriving = wiring.into(id).flatMap(({ source, port }) => {
      const layer = built.get(source);
      return layer?.status === 'built' && port === 0 ? [layer.output] : [];
    });
    const complete = arriving.length === wiring.into(id).length;
    built.set(id, complete ? buildLayer(node, arriving) : { status: 'unsaid' });
  }
  return built;
}

/** The design as a model, where all of it can be built. */
export function plainModel(graph: LayerGraph): tf.LayersModel {
  const wiring = wiringOf(graph);
  const inputs: tf.SymbolicTensor[] = [];
  const outputs: tf.SymbolicTensor[] = [];
  for (const [id, layer] of plainTfjs(graph)) {
    if (layer.status !== 'built')
      throw new Error(`${id} is ${layer.status === 'refused' ? layer.message : 'not built'}.`);
    if (wiring.into(id).length === 0) inputs.push(layer.output);
    if (wiring.outOf(id).length === 0) outputs.push(layer.output);
  }
  return tf.model({ inputs, outputs });
}

function buildLayer(node: LayerNode, arriving: readonly tf.SymbolicTensor[]): PlainLayer {
  try {
    if (node.kind === 'input')
      return { status: 'built', layers: [], output: tf.input({ shape: inputShape(node.params) }) };
    const [first] = arriving;
    const layers = stockLayers(node, arriving);
    if (!layers || !first) return { status: 'unsaid' };
    let output = first;
    for (const [step, layer] of layers.entries()) {
      const single = step > 0 || arriving.length === 1;
      const given = single ? output : [...arriving];
      output = layer.apply(given) as tf.SymbolicTensor;
    }
    return { status: 'built', layers, output };
  } catch (error) {
    return { status: 'refused', message: error instanceof Error ? error.message : `${error}` };
  }
}

function inputShape({ form, channels, height, width }: ParamsOf<'input'>): number[] {
  return form === 'map' ? [height, width, channels] : [channels];
}

type Layers = readonly tf.layers.Layer[];

/** Layers one behind the other; undefined where TensorFlow.js has none that means the same. */
type Stock<K extends KindName> = (
  params: ParamsOf<K>,
  arriving: readonly tf.SymbolicTensor[],
) => Layers | undefined;

const zeros = 'zeros';

const STOCK: { readonly [K in KindName]?: Stock<K> } = {
  output: () => [],
  identity: () => [],
  conv2d: ({ filters, kernel, stride, padding, dilation, groups, bias }) =>
    groups > 1
      ? undefined
      : padded(padding, (edge) =>
          tf.layers.conv2d({
            filters,
            kernelSize: [...kernel],
            strides: [...stride],
            padding: edge,
            dilationRate: [...dilation] as [number, number],
            useBias: bias,
            kernelInitializer: zeros,
          }),
        ),
  // The shape that it declares for this layer forgets the dilation (tfjs-layers 4.22, computeOutputShape).
  depthwiseConv2d: ({ kernel, stride, padding, dilation, multiplier, bias }) =>
    Math.max(...dilation) > 1
      ? undefined
      : padded(padding, (edge) =>
          tf.layers.depthwiseConv2d({
            kernelSize: [...kernel] as [number, number],
            strides: [...stride] as [number, number],
            padding: edge,
            depthMultiplier: multiplier,
            useBias: bias,
            depthwiseInitializer: zeros,
          }),
        ),
  maxPool2d: ({ kernel, stride, padding, dilation, ceilMode }) =>
    ceilMode || Math.max(...dilation) > 1
      ? undefined
      : padded(padding, (edge) => tf.layers.maxPooling2d(pool(kernel, stride, edge))),
  avgPool2d: ({ kernel, stride, padding, ceilMode }) =>
    ceilMode
      ? undefined
      : padded(padding, (edge) => tf.layers.averagePooling2d(pool(kernel, stride, edge))),
  globalAvgPool2d: ({ keepMap }, [from]) => {
    const means = tf.layers.globalAveragePooling2d({});
    const targetShape = [1, 1, from?.shape.at(-1) ?? null];
    return keepMap ? [means, tf.layers.reshape({ targetShape })] : [means];
  },
  dense: ({ units, bias }) => [tf.layers.dense({ units, useBias: bias, kernelInitializer: zeros })],
  batchNorm: ({ affine, omits, epsilon }) => [
    tf.layers.batchNormalization({
      epsilon,
      center: affine && omits !== 'shift',
      scale: affine && omits !== 'scale',
    }),
  ],
  layerNorm: ({ over, affine, epsilon }) =>
    over === 'all'
      ? undefined
      : [tf.layers.layerNormalization({ epsilon, center: affine, scale: affine })],
  dropout: ({ rate, channels }) => (channels ? undefined : [tf.layers.dropout({ rate })]),
  activation: ({ function: name, slope }) => {
    if (name === 'leakyRelu') return [tf.layers.leakyReLU({ alpha: slope })];
    if (name === 'relu' || name === 'relu6' || name === 'sigmoid' || name === 'tanh')
      return [tf.layers.activation({ activation: name })];
    return undefined;
  },
  softmax: ({ logarithm }) => (logarithm ? undefined : [tf.layers.softmax({ axis: -1 })]),
  add: () => [tf.layers.add()],
  multiply: () => [tf.layers.multiply()],
  concat: ({ axis }, { length }) =>
    length === 1
      ? []
      : [tf.layers.concatenate({ axis: { channels: -1, height: 1, width: 2 }[axis] })],
  flatten: () => [tf.layers.flatten()],
  zeroPad2d: ({ channelsBefore, channelsAfter, ...edges }) =>
    channelsBefore + channelsAfter > 0 ? undefined : [zeroPadding(edges)],
  upsample2d: ({ factor, mode }) =>
    factor.every(Number.isInteger)
      ? [tf.layers.upSampling2d({ size: [...factor], interpolation: mode })]
      : undefined,
};

function stockLayers(node: LayerNode, arriving: readonly tf.SymbolicTensor[]): Layers | undefined {
  const stock = STOCK[node.kind] as Stock<KindName> | undefined;
  return stock?.(node.params, arriving);
}

type Edge = 'same' | 'valid';

function padded(padding: Padding, make: (edge: Edge) => tf.layers.Layer): Layers {
  return typeof padding === 'string' ? [make(padding)] : [zeroPadding(padding), make('valid')];
}

function zeroPadding({ top, bottom, left, right }: Exclude<Padding, string>): tf.layers.Layer {
  return tf.layers.zeroPadding2d({
    padding: [
      [top, bottom],
      [left, right],
    ],
  });
}

function pool(kernel: readonly number[], stride: readonly number[], padding: Edge) {
  return {
    poolSize: [...kernel] as [number, number],
    strides: [...stride] as [number, number],
    padding,
  };
}
