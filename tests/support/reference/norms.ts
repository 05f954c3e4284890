import type { TensorType } from '@/lib/tensor/tensorType';
import {
  at,
  type Compute,
  channelAxis,
  fill,
  type LayerWeights,
  offset,
  one,
  type Sample,
} from './sample';

/** Norms and softmax: what they say of groups of values. */
export const NORMS: {
  readonly [K in
    | 'batchNorm'
    | 'layerNorm'
    | 'groupNorm'
    | 'localResponseNorm'
    | 'globalResponseNorm'
    | 'affine'
    | 'softmax']: Compute<K>;
} = {
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
  affine(_params, inputs, _outputs, weights) {
    const { type, values } = one(inputs);
    return [perChannel(type, values, weights)];
  },
  localResponseNorm({ size: count, alpha, beta, k }, inputs) {
    const source = one(inputs);
    return [
      fill(source.type, ([channel = 0, y = 0, x = 0]) => {
        const first = channel - Math.floor(count / 2);
        let energy = 0;
        for (let c = first; c < first + count; c++) energy += at(source, [c, y, x]) ** 2;
        return at(source, [channel, y, x]) / (k + (alpha / count) * energy) ** beta;
      }),
    ];
  },
  globalResponseNorm({ epsilon }, inputs, _outputs, { gamma, beta }) {
    const { type, values } = one(inputs);
    const axis = channelAxis(type);
    const squares = new Array<number>(type.shape[axis] ?? 0).fill(0);
    fill(type, (index) => {
      const channel = index[axis] ?? 0;
      squares[channel] = (squares[channel] ?? 0) + (values[offset(type.shape, index)] ?? 0) ** 2;
      return 0;
    });
    const responses = squares.map(Math.sqrt);
    const mean = responses.reduce((sum, each) => sum + each, 0) / responses.length;
    return [
      fill(type, (index) => {
        const channel = index[axis] ?? 0;
        const value = values[offset(type.shape, index)] ?? 0;
        const share = (responses[channel] ?? 0) / (mean + epsilon);
        return value + (gamma?.[channel] ?? 0) * value * share + (beta?.[channel] ?? 0);
      }),
    ];
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
};

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
