import type { BlockOrder } from '@/lib/layers/blocks';
import type { Range } from '@/lib/layers/params';
import { at, type Compute, channelAxis, fill, one } from './sample';

/** Layers that move values about. */
export const SHAPES: {
  readonly [K in
    | 'zeroPad2d'
    | 'upsample2d'
    | 'channelShuffle'
    | 'spaceToDepth'
    | 'depthToSpace'
    | 'slice'
    | 'split'
    | 'permute'
    | 'concat']: Compute<K>;
} = {
  zeroPad2d({ top, left, channelsBefore }, inputs, [output]) {
    const source = one(inputs);
    return [
      fill(output, ([channel = 0, y = 0, x = 0]) =>
        at(source, [channel - channelsBefore, y - top, x - left]),
      ),
    ];
  },
  upsample2d({ mode }, inputs, [output]) {
    const source = one(inputs);
    const [, height = 0, width = 0] = source.type.shape;
    const [, rows = 0, columns = 0] = output?.shape ?? [];
    const down = resize(mode, height, rows);
    const across = resize(mode, width, columns);
    return [
      fill(output, ([channel = 0, row = 0, column = 0]) => {
        let sum = 0;
        for (const [y, shareY] of down(row))
          for (const [x, shareX] of across(column))
            sum += shareY * shareX * at(source, [channel, y, x]);
        return sum;
      }),
    ];
  },
  channelShuffle({ groups }, inputs, [output]) {
    const source = one(inputs);
    const each = (source.type.shape[0] ?? 0) / groups;
    return [
      fill(output, ([channel = 0, y = 0, x = 0]) =>
        at(source, [(channel % groups) * each + Math.floor(channel / groups), y, x]),
      ),
    ];
  },
  spaceToDepth({ block, order }, inputs, [output]) {
    const source = one(inputs);
    return [
      fill(output, ([deep = 0, y = 0, x = 0]) => {
        const { channel, row, column } = inBlock(deep, block, order, source.type.shape[0] ?? 0);
        return at(source, [channel, y * block + row, x * block + column]);
      }),
    ];
  },
  depthToSpace({ block, order }, inputs, [output]) {
    const source = one(inputs);
    const channels = output?.shape[0] ?? 0;
    return [
      fill(output, ([channel = 0, y = 0, x = 0]) => {
        const position = (y % block) * block + (x % block);
        const deep =
          order === 'channels' ? channel * block ** 2 + position : position * channels + channel;
        return at(source, [deep, Math.floor(y / block), Math.floor(x / block)]);
      }),
    ];
  },
  slice(params, inputs, [output]) {
    const source = one(inputs);
    const ranges = [params.channels, params.height, params.width];
    return [
      fill(output, (index) =>
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
      fill(output, (index) => {
        const original = index.map(() => 0);
        for (const [place, axis] of order.entries()) original[axis] = index[place] ?? 0;
        return at(source, original);
      }),
    ];
  },

  concat({ axis: name }, inputs, [output]) {
    const { type } = one(inputs);
    const spatial = type.layout === 'chw' ? { height: 1, width: 2 } : { height: 0, width: 1 };
    const axis = name === 'channels' ? channelAxis(type) : spatial[name];
    return [
      fill(output, (index) => {
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
};

/** Which channel and which position of a block a deep channel holds. */
function inBlock(deep: number, block: number, order: BlockOrder, channels: number) {
  const inner = order === 'channels' ? block ** 2 : channels;
  const [slow, fast] = [Math.floor(deep / inner), deep % inner];
  const [channel, position] = order === 'channels' ? [slow, fast] : [fast, slow];
  return { channel, row: Math.floor(position / block), column: position % block };
}

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
