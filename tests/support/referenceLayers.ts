import type { KindName, Layer, ParamsOf } from '@/lib/layers/catalogue';
import type { TensorType } from '@/lib/tensor/tensorType';
import { CONVOLUTIONS } from './reference/convolutions';
import { NORMS } from './reference/norms';
import { POOLS } from './reference/pools';
import {
  at,
  type Compute,
  channelAxis,
  fill,
  type LayerWeights,
  offset,
  one,
  type Sample,
} from './reference/sample';
import { SHAPES } from './reference/shapes';

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

const passOn = (_params: unknown, inputs: readonly Sample[]) => [one(inputs).values];

const REFERENCES: { readonly [K in KindName]: Compute<K> } = {
  ...CONVOLUTIONS,
  ...POOLS,
  ...NORMS,
  ...SHAPES,
  input: () => [],
  opaque: () => [],
  output: passOn,
  identity: passOn,
  dropout: passOn,
  flatten: passOn,
  reshape: passOn,
  activation({ function: name, slope }, inputs) {
    return [one(inputs).values.map((value) => FUNCTIONS[name](value, slope))];
  },
  prelu({ slopes }, inputs, _outputs, { slope }) {
    const { type, values } = one(inputs);
    return [
      fill(type, (index) => {
        const value = values[offset(type.shape, index)] ?? 0;
        const place = {
          layer: 0,
          channel: index[channelAxis(type)] ?? 0,
          value: inner(type, index),
        };
        return value > 0 ? value : value * (slope?.[place[slopes]] ?? Number.NaN);
      }),
    ];
  },
  scale({ factor, offset: shift, learned }, inputs, _outputs, weights) {
    const by = learned ? (weights.factor?.[0] ?? 0) : factor;
    return [one(inputs).values.map((value) => value * by + shift)];
  },
  radixSoftmax({ radix, groups }, inputs) {
    const source = one(inputs);
    const channels = source.type.shape[0] ?? 0;
    const each = channels / radix / groups;
    return [
      fill(source.type, ([channel = 0, ...position]) => {
        const inner = channel % each;
        const group = Math.floor(channel / each) % groups;
        const split = Math.floor(channel / each / groups);
        const scores = Array.from({ length: radix }, (_, other) =>
          Math.exp(at(source, [(group * radix + other) * each + inner, ...position])),
        );
        return (scores[split] ?? 0) / scores.reduce((sum, score) => sum + score, 0);
      }),
    ];
  },
  add: (_params, inputs, [output]) => joined(inputs, output, (a, b) => a + b),
  multiply: (_params, inputs, [output]) => joined(inputs, output, (a, b) => a * b),
  combine({ operation }, inputs, [output]) {
    const average = operation === 'average';
    const values = joined(inputs, output, PAIRS[operation])[0] ?? new Float64Array();
    return [average ? values.map((value) => value / inputs.length) : values];
  },
};

const PAIRS: Readonly<Record<ParamsOf<'combine'>['operation'], (a: number, b: number) => number>> =
  {
    maximum: (a, b) => Math.max(a, b),
    minimum: (a, b) => Math.min(a, b),
    average: (a, b) => a + b,
    difference: (a, b) => a - b,
  };

/** Where a value lies when maps have their channels last. */
function inner(type: TensorType, index: readonly number[]): number {
  const [channels = 1, , width = 1] = type.shape;
  const [channel = 0, y = 0, x = 0] = index;
  return type.layout === 'chw' ? (y * width + x) * channels + channel : offset(type.shape, index);
}

function joined(
  inputs: readonly Sample[],
  output: TensorType | undefined,
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

const softplus = (x: number) => Math.log1p(Math.exp(x));

const FUNCTIONS: Readonly<
  Record<ParamsOf<'activation'>['function'], (x: number, slope: number) => number>
> = {
  relu: (x) => Math.max(0, x),
  relu6: (x) => Math.min(6, Math.max(0, x)),
  leakyRelu: (x, slope) => (x >= 0 ? x : slope * x),
  elu: (x, slope) => (x > 0 ? x : slope * (Math.exp(x) - 1)),
  gelu: (x) => (x / 2) * (1 + erf(x / Math.SQRT2)),
  silu: (x) => x * sigmoid(x),
  mish: (x) => x * Math.tanh(softplus(x)),
  selu: (x) => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.exp(x) - 1)),
  softplus,
  hardSwish: (x) => x * hardSigmoid(x),
  hardSigmoid,
  hardSigmoidKeras2: (x) => Math.min(1, Math.max(0, 0.2 * x + 0.5)),
  sigmoid,
  tanh: Math.tanh,
};
