import type { KindName, Layer, ParamsOf } from '@/lib/layers/catalogue';
import type { Padding, Range } from '@/lib/layers/params';
import type { TensorType } from '@/lib/tensor/tensorType';
import { samePadding } from '@/lib/tensor/window';

/** One sample in the order of axes of its type: feature maps channels first. */
export interface Sample {
  readonly type: TensorType;
  readonly values: Float64Array;
}

/** Weights by name, kernels with the axes of TensorFlow.js: rows, columns, then channels. */
export type LayerWeights = Readonly<Record<string, ArrayLike<number>>>;

type Compute<K extends KindName> = (
  params: ParamsOf<K>,
  inputs: readonly Sample[],
  outputs: readonly TensorType[],
  weights: LayerWeights,
) => readonly Float64Array[];

/**
 * What a layer gives at inference, computed position by position as PyTorch's documentation defines
 * it, in 64-bit numbers. Slow and plain: the judge of the layers that TensorFlow.js is given.
 */
export function referenceOutputs(
  layer: Layer,
  inputs: readonly Sample[],
  outputs: readonly TensorType[],
  weights: LayerWeights,
): readonly Float64Array[] {
  const compute = REFERENCES[layer.kind] as Compute<KindName>;
  return compute(layer.params, inputs, outputs, weights);
}

const one = (inputs: readonly Sample[]): Sample => {
  const [first] = inputs;
  if (!first) throw new Error('A layer without an input.');
  return first;
};

const size = (type: TensorType) => type.shape.reduce((product, length) => product * length, 1);

/** The place of an index along each axis, and every index of a shape in turn. */
function offset(shape: readonly number[], index: readonly number[]): number {
  return index.reduce((sum, each, axis) => sum * (shape[axis] ?? 1) + each, 0);
}

function fill(type: TensorType, value: (index: readonly number[]) => number): Float64Array {
  const values = new Float64Array(size(type));
  for (let place = 0; place < values.length; place++) {
    const index: number[] = [];
    let rest = place;
    for (const length of type.shape.toReversed()) {
      index.unshift(rest % length);
      rest = Math.floor(rest / length);
    }
    values[place] = value(index);
  }
  return values;
}

/** A value of a sample; zero outside. */
function at({ type, values }: Sample, index: readonly number[]): number {
  const inside = index.every((each, axis) => each >= 0 && each < (type.shape[axis] ?? 0));
  return inside ? (values[offset(type.shape, index)] ?? 0) : 0;
}

/** The axis of channels; the last one where a type has no meaning. */
function channelAxis({ layout, shape }: TensorType): number {
  if (layout === 'chw' || layout === 'flat') return 0;
  return shape.length - 1;
}

const MAP = (channel: number, y: number, x: number) => [channel, y, x];

interface Taps {
  readonly kernel: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly dilation?: readonly [number, number];
  readonly padding: Padding;
}

/** First rows or columns that a window covers, counted from the map's edge. */
function padLow(taps: Taps, axis: 0 | 1, length: number): number {
  const { kernel, stride, dilation = [1, 1], padding } = taps;
  if (padding === 'valid') return 0;
  if (padding === 'same')
    return samePadding(length, kernel[axis], stride[axis], dilation[axis]).low;
  return axis === 0 ? padding.top : padding.left;
}

function padHigh(taps: Taps, axis: 0 | 1, length: number): number {
  const { kernel, stride, dilation = [1, 1], padding } = taps;
  if (padding === 'valid') return 0;
  if (padding === 'same')
    return samePadding(length, kernel[axis], stride[axis], dilation[axis]).high;
  return axis === 0 ? padding.bottom : padding.right;
}

/** Calls `visit` with every tap of the window at an output position. */
function window(
  taps: Taps,
  { type }: Sample,
  [row, column]: readonly [number, number],
  visit: (y: number, x: number, tap: readonly [number, number]) => void,
): void {
  const [, height = 0, width = 0] = type.shape;
  const { kernel, stride, dilation = [1, 1] } = taps;
  for (let i = 0; i < kernel[0]; i++)
    for (let j = 0; j < kernel[1]; j++)
      visit(
        row * stride[0] - padLow(taps, 0, height) + i * dilation[0],
        column * stride[1] - padLow(taps, 1, width) + j * dilation[1],
        [i, j],
      );
}

function normalised(values: readonly number[], epsilon: number): (value: number) => number {
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
  const variance = values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / values.length;
  return (value) => (value - mean) / Math.sqrt(variance + epsilon);
}

/** Normalises groups of values that `group` tells apart. */
function normaliseGroups(
  sample: Sample,
  epsilon: number,
  group: (index: readonly number[]) => string,
): Float64Array {
  const members = new Map<string, number[]>();
  fill(sample.type, (index) => {
    const key = group(index);
    const list = members.get(key) ?? [];
    list.push(at(sample, index));
    members.set(key, list);
    return 0;
  });
  const scales = new Map([...members].map(([key, list]) => [key, normalised(list, epsilon)]));
  return fill(sample.type, (index) => scales.get(group(index))?.(at(sample, index)) ?? 0);
}

/** Scale and shift with one value for each channel. */
function perChannel(type: TensorType, values: Float64Array, weights: LayerWeights): Float64Array {
  const axis = channelAxis(type);
  return fill(type, (index) => {
    const channel = index[axis] ?? 0;
    const value = values[offset(type.shape, index)] ?? 0;
    return value * (weights.gamma?.[channel] ?? 1) + (weights.beta?.[channel] ?? 0);
  });
}

function joined(
  inputs: readonly Sample[],
  output: TensorType,
  combine: (a: number, b: number) => number,
): readonly Float64Array[] {
  return [
    fill(output, (index) =>
      inputs
        .map((input) =>
          at(
            input,
            index.map((each, axis) => (input.type.shape[axis] === 1 ? 0 : each)),
          ),
        )
        .reduce(combine),
    ),
  ];
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const hardSigmoid = (x: number) => Math.min(6, Math.max(0, x + 3)) / 6;

/** The error function by its series; good to 1e-12 for the small numbers of a test. */
function erf(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 200; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

const FUNCTIONS: Readonly<
  Record<ParamsOf<'activation'>['function'], (x: number, slope: number) => number>
> = {
  relu: (x) => Math.max(0, x),
  relu6: (x) => Math.min(6, Math.max(0, x)),
  leakyRelu: (x, slope) => (x >= 0 ? x : slope * x),
  elu: (x, slope) => (x > 0 ? x : slope * (Math.exp(x) - 1)),
  gelu: (x) => (x / 2) * (1 + erf(x / Math.SQRT2)),
  silu: (x) => x * sigmoid(x),
  hardSwish: (x) => x * hardSigmoid(x),
  hardSigmoid,
  sigmoid,
  tanh: Math.tanh,
};

function firstOf({ start }: Range, length: number): number {
  return start < 0 ? Math.max(0, length + start) : start;
}

/** Reads the source at a place between its positions. */
function resize(mode: 'nearest' | 'bilinear', length: number, outputLength: number) {
  return (index: number): readonly (readonly [position: number, share: number])[] => {
    if (mode === 'nearest') return [[Math.floor((index * length) / outputLength), 1]];
    const centre = ((index + 0.5) * length) / outputLength - 0.5;
    const clamped = Math.min(length - 1, Math.max(0, centre));
    const low = Math.floor(clamped);
    const high = Math.min(length - 1, low + 1);
    return [
      [low, 1 - (clamped - low)],
      [high, clamped - low],
    ];
  };
}

const passOn = (_params: unknown, inputs: readonly Sample[]) => [one(inputs).values];

const REFERENCES: { readonly [K in KindName]: Compute<K> } = {
  input: () => [],
  opaque: () => [],
  output: passOn,
  identity: passOn,
  dropout: passOn,
  flatten: passOn,
  reshape: passOn,
  conv2d(params, inputs, [output], weights) {
    const source = one(inputs);
    const [channels = 0] = source.type.shape;
    const { filters, groups } = params;
    const depth = channels / groups;
    return [
      fill(output as TensorType, ([filter = 0, row = 0, column = 0]) => {
        const first = Math.floor((filter * groups) / filters) * depth;
        let sum = weights.bias?.[filter] ?? 0;
        window(params, source, [row, column], (y, x, tap) => {
          for (let c = 0; c < depth; c++)
            sum +=
              at(source, MAP(first + c, y, x)) *
              (weights.kernel?.[offset([...params.kernel, depth, filters], [...tap, c, filter])] ??
                0);
        });
        return sum;
      }),
    ];
  },
  depthwiseConv2d(params, inputs, [output], weights) {
    const source = one(inputs);
    const [channels = 0] = source.type.shape;
    const { multiplier } = params;
    return [
      fill(output as TensorType, ([filter = 0, row = 0, column = 0]) => {
        const channel = Math.floor(filter / multiplier);
        const shape = [...params.kernel, channels, multiplier];
        let sum = weights.bias?.[filter] ?? 0;
        window(params, source, [row, column], (y, x, tap) => {
          const weight = offset(shape, [...tap, channel, filter % multiplier]);
          sum += at(source, MAP(channel, y, x)) * (weights.kernel?.[weight] ?? 0);
        });
        return sum;
      }),
    ];
  },
  convTranspose2d(params, inputs, [output], weights) {
    const source = one(inputs);
    const [channels = 0, height = 0, width = 0] = source.type.shape;
    const { filters, groups, kernel, stride, dilation } = params;
    const depth = channels / groups;
    const each = filters / groups;
    const cut = ([0, 1] as const).map((axis) => {
      if (params.padding !== 'same') return padLow(params, axis, 0);
      const surplus = dilation[axis] * (kernel[axis] - 1) + 1 - stride[axis];
      return Math.max(0, Math.floor(surplus / 2));
    });
    return [
      fill(output as TensorType, ([filter = 0, row = 0, column = 0]) => {
        const group = Math.floor(filter / each);
        let sum = weights.bias?.[filter] ?? 0;
        for (let y = 0; y < height; y++)
          for (let x = 0; x < width; x++)
            for (let i = 0; i < kernel[0]; i++)
              for (let j = 0; j < kernel[1]; j++) {
                if (y * stride[0] + i * dilation[0] - (cut[0] ?? 0) !== row) continue;
                if (x * stride[1] + j * dilation[1] - (cut[1] ?? 0) !== column) continue;
                for (let c = 0; c < depth; c++) {
                  const channel = group * depth + c;
                  const weight = offset(
                    [...kernel, each, channels],
                    [i, j, filter % each, channel],
                  );
                  sum += at(source, MAP(channel, y, x)) * (weights.kernel?.[weight] ?? 0);
                }
              }
        return sum;
      }),
    ];
  },
  maxPool2d(params, inputs, [output]) {
    const source = one(inputs);
    const [, height = 0, width = 0] = source.type.shape;
    return [
      fill(output as TensorType, ([channel = 0, row = 0, column = 0]) => {
        let largest = -3.4e38;
        window(params, source, [row, column], (y, x) => {
          if (y >= 0 && x >= 0 && y < height && x < width)
            largest = Math.max(largest, at(source, MAP(channel, y, x)));
        });
        return largest;
      }),
    ];
  },
  avgPool2d(params, inputs, [output]) {
    const source = one(inputs);
    const [, height = 0, width = 0] = source.type.shape;
    const [bottom, right] = [padHigh(params, 0, height), padHigh(params, 1, width)];
    return [
      fill(output as TensorType, ([channel = 0, row = 0, column = 0]) => {
        let sum = 0;
        let counted = 0;
        window(params, source, [row, column], (y, x) => {
          const inside = y >= 0 && x >= 0 && y < height && x < width;
          if (inside || (params.countPadding && y < height + bottom && x < width + right))
            counted++;
          sum += at(source, MAP(channel, y, x));
        });
        return counted === 0 ? 0 : sum / counted;
      }),
    ];
  },
  adaptiveAvgPool2d({ size: [rows, columns] }, inputs, [output]) {
    const source = one(inputs);
    const [, height = 0, width = 0] = source.type.shape;
    const region = (part: number, parts: number, length: number) => ({
      from: Math.floor((part * length) / parts),
      to: Math.ceil(((part + 1) * length) / parts),
    });
    return [
      fill(output as TensorType, ([channel = 0, row = 0, column = 0]) => {
        const down = region(row, rows, height);
        const across = region(column, columns, width);
        let sum = 0;
        for (let y = down.from; y < down.to; y++)
          for (let x = across.from; x < across.to; x++) sum += at(source, MAP(channel, y, x));
        return sum / (down.to - down.from) / (across.to - across.from);
      }),
    ];
  },
  globalAvgPool2d(_params, inputs) {
    const { type, values } = one(inputs);
    const [channels = 0, height = 0, width = 0] = type.shape;
    const positions = height * width;
    return [
      Float64Array.from({ length: channels }, (_, channel) => {
        const map = values.subarray(channel * positions, (channel + 1) * positions);
        return map.reduce((sum, value) => sum + value, 0) / positions;
      }),
    ];
  },
  dense({ units }, inputs, [output], weights) {
    const source = one(inputs);
    const axis = channelAxis(source.type);
    const features = source.type.shape[axis] ?? 0;
    return [
      fill(output as TensorType, (index) => {
        const unit = index[axis] ?? 0;
        let sum = weights.bias?.[unit] ?? 0;
        for (let feature = 0; feature < features; feature++)
          sum +=
            at(source, index.with(axis, feature)) * (weights.kernel?.[feature * units + unit] ?? 0);
        return sum;
      }),
    ];
  },
  batchNorm({ epsilon }, inputs, _outputs, weights) {
    const { type, values } = one(inputs);
    const axis = channelAxis(type);
    const normal = fill(type, (index) => {
      const channel = index[axis] ?? 0;
      const centred =
        (values[offset(type.shape, index)] ?? 0) - (weights.runningMean?.[channel] ?? 0);
      return centred / Math.sqrt((weights.runningVariance?.[channel] ?? 1) + epsilon);
    });
    return [perChannel(type, normal, weights)];
  },
  layerNorm({ over, epsilon }, inputs, _outputs, weights) {
    const sample = one(inputs);
    const { type } = sample;
    const axis = channelAxis(type);
    const position = (index: readonly number[]) => index.filter((_, each) => each !== axis).join();
    const normal = normaliseGroups(sample, epsilon, over === 'all' ? () => '' : position);
    if (over === 'channels') return [perChannel(type, normal, weights)];
    return [
      fill(type, (index) => {
        const [channel = 0, y = 0, x = 0] = index;
        const [channels = 1, , width = 1] = type.shape;
        const place =
          type.layout === 'chw' ? (y * width + x) * channels + channel : offset(type.shape, index);
        const value = normal[offset(type.shape, index)] ?? 0;
        return value * (weights.gamma?.[place] ?? 1) + (weights.beta?.[place] ?? 0);
      }),
    ];
  },
  groupNorm({ groups, epsilon }, inputs, _outputs, weights) {
    const sample = one(inputs);
    const axis = channelAxis(sample.type);
    const each = (sample.type.shape[axis] ?? 0) / groups;
    const normal = normaliseGroups(sample, epsilon, (index) =>
      String(Math.floor((index[axis] ?? 0) / each)),
    );
    return [perChannel(sample.type, normal, weights)];
  },
  localResponseNorm({ size: count, alpha, beta, k }, inputs) {
    const source = one(inputs);
    return [
      fill(source.type, ([channel = 0, y = 0, x = 0]) => {
        const first = channel - Math.floor(count / 2);
        let energy = 0;
        for (let c = first; c < first + count; c++) energy += at(source, MAP(c, y, x)) ** 2;
        return at(source, MAP(channel, y, x)) / (k + (alpha / count) * energy) ** beta;
      }),
    ];
  },
  activation({ function: name, slope }, inputs) {
    return [one(inputs).values.map((value) => FUNCTIONS[name](value, slope))];
  },
  softmax({ logarithm }, inputs) {
    const source = one(inputs);
    const axis = channelAxis(source.type);
    const length = source.type.shape[axis] ?? 0;
    return [
      fill(source.type, (index) => {
        let total = 0;
        for (let c = 0; c < length; c++) total += Math.exp(at(source, index.with(axis, c)));
        const score = at(source, index);
        return logarithm ? score - Math.log(total) : Math.exp(score) / total;
      }),
    ];
  },
  add: (_params, inputs, [output]) => joined(inputs, output as TensorType, (a, b) => a + b),
  multiply: (_params, inputs, [output]) => joined(inputs, output as TensorType, (a, b) => a * b),
  concat({ axis: name }, inputs, [output]) {
    const { type } = one(inputs);
    const spatial = type.layout === 'chw' ? { height: 1, width: 2 } : { height: 0, width: 1 };
    const axis = name === 'channels' ? channelAxis(type) : spatial[name];
    return [
      fill(output as TensorType, (index) => {
        let place = index[axis] ?? 0;
        for (const input of inputs) {
          const length = input.type.shape[axis] ?? 0;
          if (place < length) return at(input, index.with(axis, place));
          place -= length;
        }
        return Number.NaN;
      }),
    ];
  },
  zeroPad2d({ top, left, channelsBefore }, inputs, [output]) {
    const source = one(inputs);
    return [
      fill(output as TensorType, ([channel = 0, y = 0, x = 0]) =>
        at(source, MAP(channel - channelsBefore, y - top, x - left)),
      ),
    ];
  },
  upsample2d({ mode }, inputs, [output]) {
    const source = one(inputs);
    const [, height = 0, width = 0] = source.type.shape;
    const [, rows = 0, columns = 0] = (output as TensorType).shape;
    const down = resize(mode, height, rows);
    const across = resize(mode, width, columns);
    return [
      fill(output as TensorType, ([channel = 0, row = 0, column = 0]) => {
        let sum = 0;
        for (const [y, shareY] of down(row))
          for (const [x, shareX] of across(column))
            sum += shareY * shareX * at(source, MAP(channel, y, x));
        return sum;
      }),
    ];
  },
  channelShuffle({ groups }, inputs, [output]) {
    const source = one(inputs);
    const each = (source.type.shape[0] ?? 0) / groups;
    return [
      fill(output as TensorType, ([channel = 0, y = 0, x = 0]) =>
        at(source, MAP((channel % groups) * each + Math.floor(channel / groups), y, x)),
      ),
    ];
  },
  slice(params, inputs, [output]) {
    const source = one(inputs);
    const ranges = [params.channels, params.height, params.width];
    return [
      fill(output as TensorType, (index) =>
        at(
          source,
          index.map((each, axis) => {
            const range = ranges[axis] as Range;
            return firstOf(range, source.type.shape[axis] ?? 0) + each * range.step;
          }),
        ),
      ),
    ];
  },
  split({ sizes }, inputs, outputs) {
    const source = one(inputs);
    const axis = channelAxis(source.type);
    let first = 0;
    return outputs.map((output, port) => {
      const start = first;
      first += sizes[port] ?? 0;
      return fill(output, (index) => at(source, index.with(axis, start + (index[axis] ?? 0))));
    });
  },
  permute({ order }, inputs, [output]) {
    const source = one(inputs);
    return [
      fill(output as TensorType, (index) => {
        const original = index.map(() => 0);
        for (const [place, axis] of order.entries()) original[axis] = index[place] ?? 0;
        return at(source, original);
      }),
    ];
  },
};
