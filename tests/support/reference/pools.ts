import { at, type Compute, fill, one } from './sample';
import { eachTap, padHigh } from './taps';

/** Pools: the largest or the mean of what a window or a region reads. */
export const POOLS: {
  readonly [K in
    | 'maxPool2d'
    | 'avgPool2d'
    | 'adaptiveAvgPool2d'
    | 'globalAvgPool2d'
    | 'blurPool2d'
    | 'channelPool']: Compute<K>;
} = {
  maxPool2d(params, inputs, [output]) {
    const source = one(inputs);
    const [, height = 0, width = 0] = source.type.shape;
    return [
      fill(output, ([channel = 0, row = 0, column = 0]) => {
        let largest = -3.4e38;
        eachTap(params, source, [row, column], (y, x) => {
          if (y >= 0 && x >= 0 && y < height && x < width)
            largest = Math.max(largest, at(source, [channel, y, x]));
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
      fill(output, ([channel = 0, row = 0, column = 0]) => {
        let sum = 0;
        let counted = 0;
        eachTap(params, source, [row, column], (y, x) => {
          const inside = y >= 0 && x >= 0 && y < height && x < width;
          if (inside || (params.countPadding && y < height + bottom && x < width + right))
            counted++;
          sum += at(source, [channel, y, x]);
        });
        return counted === 0 ? 0 : sum / counted;
      }),
    ];
  },
  blurPool2d({ size, stride, padding }, inputs, [output], weights) {
    const source = one(inputs);
    const [channels = 0, height = 0, width = 0] = source.type.shape;
    const mirrored = (place: number, length: number) =>
      place < 0 ? -place : place >= length ? 2 * (length - 1) - place : place;
    return [
      fill(output, ([channel = 0, row = 0, column = 0]) => {
        let sum = 0;
        const taps = { kernel: [size, size], stride, padding } as const;
        eachTap(taps, source, [row, column], (y, x, [i, j]) => {
          const value = at(source, [channel, mirrored(y, height), mirrored(x, width)]);
          sum += value * (weights.kernel?.[(i * size + j) * channels + channel] ?? 0);
        });
        return sum;
      }),
    ];
  },
  channelPool({ function: name }, inputs, [output]) {
    const source = one(inputs);
    const channels = source.type.shape[0] ?? 0;
    return [
      fill(output, ([, y = 0, x = 0]) => {
        const values = Array.from({ length: channels }, (_, c) => at(source, [c, y, x]));
        if (name === 'max') return Math.max(...values);
        return values.reduce((sum, each) => sum + each, 0) / channels;
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
      fill(output, ([channel = 0, row = 0, column = 0]) => {
        const down = region(row, rows, height);
        const across = region(column, columns, width);
        let sum = 0;
        for (let y = down.from; y < down.to; y++)
          for (let x = across.from; x < across.to; x++) sum += at(source, [channel, y, x]);
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
};
