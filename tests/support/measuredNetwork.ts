import type { LayerGraph } from '@/lib/graph/graph';
import type { Edges } from '@/lib/layers/params';
import { GraphBuilder, type ParamsInput, port, type Tap } from '@/lib/templates/builder';
import { readTruth, type TruthField, type TruthNode } from './truth';

/** A node that was measured, and where it hangs in the graph that is being built. */
interface Placed {
  readonly node: TruthNode;
  readonly tap: Tap;
}

interface Step {
  readonly net: GraphBuilder;
  readonly node: TruthNode;
  readonly inputs: readonly Placed[];
  /** How many nodes have read the input before: which of its outputs a `getitem` takes. */
  readonly readBefore: number;
}

/**
 * A published network put together again from what was measured of it: kernels, strides and padding
 * follow from the receptive fields, groups and biases from MACs and parameters. Layers keep their
 * names as ids. The outputs read logits.
 */
export function measuredNetwork(model: string): LayerGraph {
  const net = new GraphBuilder();
  const placed = new Map<string, Placed>();
  const reads = new Map<string, number>();
  for (const node of readTruth(model).nodes) {
    const inputs = node.inputs.map((name) => found(placed.get(name), name));
    const [first = ''] = node.inputs;
    const readBefore = reads.get(first) ?? 0;
    reads.set(first, readBefore + 1);
    placed.set(node.name, { node, tap: add({ net, node, inputs, readBefore }) });
  }
  return net.build();
}

const FUNCTIONS: Readonly<Record<string, ParamsInput<'activation'>['function']>> = {
  ReLU: 'relu',
  relu: 'relu',
  ReLU6: 'relu6',
  SiLU: 'silu',
  Hardswish: 'hardSwish',
  Hardsigmoid: 'hardSigmoid',
  Sigmoid: 'sigmoid',
};

function add(step: Step): Tap {
  const { net, node, inputs, readBefore } = step;
  const { name } = node;
  const taps = inputs.map(({ tap }) => tap);
  const from = taps[0] ?? { id: '', port: 0 };
  const known = FUNCTIONS[node.type];
  if (known) return net.add('activation', name, { function: known }, from);
  switch (node.type) {
    case 'input': {
      const [channels = 1, height = 1, width = 1] = sizesOf(node);
      return net.add('input', name, { channels, height, width });
    }
    case 'Conv2d':
      return convolution(step, from);
    case 'MaxPool2d':
    case 'max_pool2d':
      return net.add('maxPool2d', name, windowed(step), from);
    case 'AvgPool2d':
    case 'avg_pool2d':
      return net.add('avgPool2d', name, windowed(step), from);
    case 'BatchNorm2d':
      return net.add('batchNorm', name, {}, from);
    case 'Linear':
      return linear(step, from);
    case 'AdaptiveAvgPool2d':
    case 'adaptive_avg_pool2d':
      return adaptivePool(step, from);
    case 'mean':
      return net.add('globalAvgPool2d', name, { keepMap: false }, from);
    case 'flatten':
      return net.add('flatten', name, {}, from);
    case 'Dropout':
      return net.add('dropout', name, {}, from);
    case 'add':
    case 'iadd':
      return net.add('add', name, {}, ...taps);
    case 'mul':
      return net.add('multiply', name, {}, ...taps);
    case 'cat':
      return net.add('concat', name, {}, ...taps);
    case 'channel_shuffle':
      return net.add('channelShuffle', name, {}, from);
    case 'chunk':
      return net.add('split', name, { sizes: chunks(node) }, from);
    case 'getitem':
      return inputs[0]?.node.type === 'chunk' ? port(from, readBefore) : everyOther(step, from);
    case 'pad':
      return channelPad(step, from);
    case 'stochastic_depth':
      return net.add('identity', name, {}, from);
    case 'output':
      return net.add('output', name, { loss: 'logits' }, from);
    default:
      throw new Error(`${name} is a ${node.type}, which nobody has told how to build.`);
  }
}

function sizesOf({ shape }: TruthNode): readonly number[] {
  return shape.slice(1);
}

function convolution(step: Step, from: Tap): Tap {
  const { net, node, inputs } = step;
  const [filters = 1, height = 1, width = 1] = sizesOf(node);
  const [channels = 1] = sizesOf(found(inputs[0], node.name).node);
  const { kernel, stride, padding } = windowed(step);
  const weights = node.macs / (height * width);
  const fanIn = weights / (filters * kernel[0] * kernel[1]);
  const bias = node.params > weights;
  const window = { kernel, stride, padding, bias };
  if (fanIn === 1 && channels > 1 && filters % channels === 0) {
    const multiplier = filters / channels;
    return net.add('depthwiseConv2d', node.name, { ...window, multiplier }, from);
  }
  const groups = channels / fanIn;
  return net.add('conv2d', node.name, { ...window, filters, groups }, from);
}

/** Where the field is not local there are single positions only: a gate's 1×1 convolutions. */
const POINT = { size: [1, 1], jump: [1, 1], left: [0, 0] } as const satisfies TruthField;

function windowed({ node, inputs }: Step) {
  const source = found(inputs[0], node.name).node;
  const before: TruthField = node.field ? (source.field ?? POINT) : POINT;
  const after = node.field ?? POINT;
  const axis = (place: 0 | 1) => {
    const jump = before.jump[place];
    const kernel = (after.size[place] - before.size[place]) / jump + 1;
    const stride = after.jump[place] / jump;
    const pad = (before.left[place] - after.left[place]) / jump;
    const size = sizesOf(source)[place + 1] ?? 1;
    const hangs =
      Math.floor((size + 2 * pad - kernel) / stride) + 1 < (sizesOf(node)[place + 1] ?? 1);
    return { kernel, stride, pad, hangs };
  };
  const [height, width] = [axis(0), axis(1)];
  const padding: Edges = {
    top: height.pad,
    bottom: height.pad,
    left: width.pad,
    right: width.pad,
  };
  return {
    kernel: [height.kernel, width.kernel] as [number, number],
    stride: [height.stride, width.stride] as [number, number],
    padding,
    ceilMode: height.hangs || width.hangs,
  };
}

function linear({ net, node, inputs }: Step, from: Tap): Tap {
  const [units = 1] = sizesOf(node);
  const [features = 1] = sizesOf(found(inputs[0], node.name).node);
  return net.add('dense', node.name, { units, bias: node.params > units * features }, from);
}

function adaptivePool({ net, node }: Step, from: Tap): Tap {
  const [, height = 1, width = 1] = sizesOf(node);
  if (height === 1 && width === 1) return net.add('globalAvgPool2d', node.name, {}, from);
  return net.add('adaptiveAvgPool2d', node.name, { size: [height, width] }, from);
}

function chunks({ shape }: TruthNode): number[] {
  return (shape as unknown as readonly (readonly number[])[]).map(([, channels = 1]) => channels);
}

function everyOther({ net, node }: Step, from: Tap): Tap {
  const range = { start: 0, end: null, step: 2 };
  return net.add('slice', node.name, { height: range, width: range }, from);
}

function channelPad({ net, node, inputs }: Step, from: Tap): Tap {
  const [after = 0] = sizesOf(node);
  const [before = 0] = sizesOf(found(inputs[0], node.name).node);
  const half = (after - before) / 2;
  const edges = { top: 0, bottom: 0, left: 0, right: 0 };
  return net.add(
    'zeroPad2d',
    node.name,
    { ...edges, channelsBefore: half, channelsAfter: half },
    from,
  );
}

function found(placed: Placed | undefined, name: string): Placed {
  if (!placed) throw new Error(`${name} was not measured before it was read.`);
  return placed;
}
