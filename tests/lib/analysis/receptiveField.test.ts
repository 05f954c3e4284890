import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import {
  type AxisField,
  type Field,
  fieldThrough,
  GLOBAL,
  INPUT_FIELD,
  joinFields,
  jumpOf,
  leftOf,
  sizeOf,
  UNKNOWN,
} from '@/lib/analysis/receptiveField';
import { okReport } from '@/lib/analysis/report';
import { must } from '@/lib/invariant';
import type { ProblemCode, Reach } from '@/lib/layers/kind';
import { GraphBuilder, type Tap } from '@/lib/templates/builder';
import { POINT } from '@/lib/tensor/window';

/** A network on a square image of one channel, and what is said of the layer that `build` returns. */
function fieldOf(size: number, build: (builder: GraphBuilder, image: Tap) => Tap) {
  const builder = new GraphBuilder();
  const image = builder.add('input', 'image', { channels: 1, height: size, width: size });
  const { id } = build(builder, image);
  const report = must(okReport(analyse(builder.build()), id), 'report');
  return { field: summary(report.field), warnings: report.warnings.map(({ code }) => code) };
}

/** Height and width as the published tables print them: size, stride, padding. */
function summary(field: Field) {
  if (field.type !== 'local') return field.type;
  const [height, width] = [field.height, field.width].map((axis) => ({
    size: sizeOf(axis),
    stride: jumpOf(axis),
    padding: 0 - leftOf(axis),
  }));
  return field.gated ? { height, width, gated: true } : { height, width };
}

function square(size: number, stride: number, padding: number) {
  const axis = { size, stride, padding };
  return { height: axis, width: axis };
}

interface ConvOptions {
  readonly stride?: number;
  readonly padding?: 'same' | 'valid';
}

function conv(
  builder: GraphBuilder,
  name: string,
  kernel: number,
  from: Tap,
  options: ConvOptions,
) {
  const { stride = 1, padding = 'valid' } = options;
  return builder.add(
    'conv2d',
    name,
    { filters: 1, kernel: [kernel, kernel], stride: [stride, stride], padding },
    from,
  );
}

function pad(builder: GraphBuilder, name: string, before: number, after: number, from: Tap) {
  const edges = { top: before, bottom: after, left: before, right: after };
  return builder.add('zeroPad2d', name, edges, from);
}

const NONE: readonly ProblemCode[] = [];

// The networks and figures of the tests of google-research/receptive_field.
describe('the networks of the Distill article on receptive fields', () => {
  function alignedBranches(builder: GraphBuilder, image: Tap): Tap {
    const left = conv(builder, 'left', 1, image, { stride: 4 });
    const padded = pad(builder, 'pad', 1, 0, image);
    const middle = conv(builder, 'middle', 3, padded, { stride: 2 });
    const right = conv(builder, 'right', 1, middle, { stride: 2 });
    return builder.add('add', 'sum', {}, left, right);
  }

  it('[A3] [A4] two branches that pad by hand are aligned: 3, stride 4, padding 1', () => {
    expect(fieldOf(8, alignedBranches)).toEqual({ field: square(3, 4, 1), warnings: NONE });
  });

  it('[A3] [A4] max pools count as the convolutions do: 3, stride 4, padding 1', () => {
    const found = fieldOf(8, (builder, image) => {
      const left = conv(builder, 'left', 1, image, { stride: 4 });
      const padded = pad(builder, 'pad', 1, 0, image);
      const middle = builder.add('maxPool2d', 'middle', { kernel: [3, 3] }, padded);
      const right = builder.add('maxPool2d', 'right', { kernel: [1, 1] }, middle);
      return builder.add('add', 'sum', {}, left, right);
    });
    expect(found).toEqual({ field: square(3, 4, 1), warnings: NONE });
  });

  it('[A4] branches of different strides are a warning on the join and keep the larger jump', () => {
    const found = fieldOf(8, (builder, image) => {
      const padded = pad(builder, 'pad', 2, 1, image);
      const left = conv(builder, 'left', 5, padded, { stride: 2 });
      const right = conv(builder, 'right 2', 3, conv(builder, 'right 1', 3, image, {}), {});
      return builder.add('add', 'sum', {}, left, right);
    });
    expect(found).toEqual({ field: square(7, 2, 2), warnings: ['misaligned'] });
  });

  function sameBranches(builder: GraphBuilder, image: Tap): Tap {
    const left = conv(builder, 'left', 1, image, { stride: 4 });
    const middle = conv(builder, 'middle', 3, image, { stride: 2, padding: 'same' });
    const right = conv(builder, 'right', 1, middle, { stride: 2 });
    return builder.add('add', 'sum', {}, left, right);
  }

  it('[L3] [A4] same padding on 9x9 pads both sides and keeps the branches aligned', () => {
    expect(fieldOf(9, sameBranches)).toEqual({ field: square(3, 4, 1), warnings: NONE });
  });

  it('[L3] [A4] same padding on 8x8 pads the far side only, and the branches look at different places', () => {
    expect(fieldOf(8, sameBranches)).toEqual({ field: square(3, 4, 0), warnings: ['misaligned'] });
  });

  it('[A2] kernels that are not square: 7 high, 5 wide, stride 4, no padding', () => {
    const found = fieldOf(16, (builder, image) => {
      const first = builder.add(
        'conv2d',
        'first',
        { filters: 1, kernel: [3, 5], stride: [2, 2], padding: 'valid' },
        image,
      );
      return builder.add(
        'conv2d',
        'second',
        { filters: 1, kernel: [3, 1], stride: [2, 2], padding: 'valid' },
        first,
      );
    });
    expect(found.field).toEqual({
      height: { size: 7, stride: 4, padding: 0 },
      width: { size: 5, stride: 4, padding: 0 },
    });
  });

  it('[A3] a join on top of a join, where a depth-first walk goes wrong: 11, stride 8, padding 5', () => {
    const found = fieldOf(16, (builder, image) => {
      const sum = alignedBranches(builder, image);
      const left = conv(builder, 'top left', 1, sum, { stride: 2 });
      const right = conv(builder, 'top right', 3, pad(builder, 'top pad', 1, 0, sum), {
        stride: 2,
      });
      return builder.add('add', 'top', {}, left, right);
    });
    expect(found).toEqual({ field: square(11, 8, 5), warnings: NONE });
  });

  it('[A3] [L3] the same with same padding on 17x17: 11, stride 8, padding 5', () => {
    const found = fieldOf(17, (builder, image) => {
      const sum = sameBranches(builder, image);
      const left = conv(builder, 'top left', 1, sum, { stride: 2 });
      const right = conv(builder, 'top right', 3, sum, { stride: 2, padding: 'same' });
      return builder.add('add', 'top', {}, left, right);
    });
    expect(found).toEqual({ field: square(11, 8, 5), warnings: NONE });
  });
});

describe('gates', () => {
  function gate(builder: GraphBuilder, image: Tap, squeeze: (from: Tap) => Tap): Tap {
    const main = conv(builder, 'main', 3, image, { padding: 'same' });
    const reduced = builder.add('conv2d', 'reduce', { filters: 1, kernel: [1, 1] }, squeeze(main));
    return builder.add('multiply', 'gate', {}, main, reduced);
  }

  it('[A3] a squeeze-excitation gate keeps the field of the main path and marks it', () => {
    const found = fieldOf(8, (builder, image) =>
      gate(builder, image, (from) => builder.add('globalAvgPool2d', 'squeeze', {}, from)),
    );
    expect(found).toEqual({ field: { ...square(3, 1, 1), gated: true }, warnings: NONE });
  });

  it('[A3] a gate that squeezes with a pool as large as its map is a gate all the same', () => {
    const found = fieldOf(8, (builder, image) =>
      gate(builder, image, (from) => builder.add('avgPool2d', 'squeeze', { kernel: [8, 8] }, from)),
    );
    expect(found).toEqual({ field: { ...square(3, 1, 1), gated: true }, warnings: NONE });
  });

  it('[A3] stays marked behind the layers that follow', () => {
    const found = fieldOf(8, (builder, image) => {
      const gated = gate(builder, image, (from) => builder.add('globalAvgPool2d', 'gap', {}, from));
      return conv(builder, 'next', 3, gated, { stride: 2, padding: 'same' });
    });
    expect(found.field).toEqual({ ...square(5, 2, 1), gated: true });
  });

  it('[A3] sees everything where every branch does, and nothing is known where one is not', () => {
    expect(joinFields([GLOBAL, GLOBAL])).toEqual({ field: GLOBAL, aligned: true });
    expect(joinFields([INPUT_FIELD, UNKNOWN])).toEqual({ field: UNKNOWN, aligned: true });
    expect(joinFields([GLOBAL, UNKNOWN])).toEqual({ field: UNKNOWN, aligned: true });
  });
});

describe('through layers', () => {
  it('[A2] a mean over the whole map sees everything, unless nothing is known before it', () => {
    expect(fieldThrough(INPUT_FIELD, { type: 'global' })).toEqual(GLOBAL);
    expect(fieldThrough(GLOBAL, { type: 'global' })).toEqual(GLOBAL);
    expect(fieldThrough(UNKNOWN, { type: 'global' })).toEqual(UNKNOWN);
  });

  it('[L11] an unknown operator makes the field unknown', () => {
    expect(fieldThrough(INPUT_FIELD, { type: 'unknown' })).toEqual(UNKNOWN);
    expect(fieldThrough(GLOBAL, { type: 'unknown' })).toEqual(UNKNOWN);
  });

  it('[A2] layers that work point by point hand on the very same field', () => {
    expect(fieldThrough(INPUT_FIELD, { type: 'pointwise' })).toBe(INPUT_FIELD);
  });

  it('[A1] the pattern of a convolution after upsampling is kept unit by unit', () => {
    const found = fieldOf(8, (builder, image) =>
      conv(builder, 'blur', 3, builder.add('upsample2d', 'up', {}, image), { padding: 'same' }),
    );
    expect(found.field).toEqual(square(2, 0.5, 1));
  });

  it('[A1] a transposed convolution of 4x4, stride 2, sees two pixels from each unit', () => {
    const found = fieldOf(8, (builder, image) =>
      builder.add('convTranspose2d', 'up', { filters: 1 }, image),
    );
    expect(found.field).toEqual(square(2, 0.5, 1));
  });

  it('[A1] units between the taps of a transposed window see nothing, also at a join', () => {
    const found = fieldOf(4, (builder, image) => {
      const spread = builder.add('convTranspose2d', 'up', { filters: 1, kernel: [1, 1] }, image);
      const copied = builder.add('upsample2d', 'copy', {}, image);
      return builder.add('add', 'sum', {}, spread, copied);
    });
    expect(found).toEqual({ field: square(1, 0.5, 0), warnings: NONE });
  });
});

describe('patterns', () => {
  function axis(step: number, seen: readonly (readonly [number, number])[]): AxisField {
    return { units: seen.length, step, seen: seen.map(([low, high]) => ({ low, high })) };
  }

  function local(height: AxisField): Field {
    return { type: 'local', height, width: INPUT_FIELD.width, gated: false };
  }

  it('[A4] compares patterns of different lengths until both begin anew', () => {
    const two = local(
      axis(2, [
        [0, 0],
        [0, 1],
      ]),
    );
    const three = local(
      axis(3, [
        [0, 0],
        [0, 1],
        [2, 2],
      ]),
    );
    expect(joinFields([two, three])).toEqual({
      field: local(
        axis(6, [
          [0, 0],
          [0, 1],
          [2, 2],
          [2, 3],
          [3, 4],
          [4, 5],
        ]),
      ),
      aligned: false,
    });
  });

  it('[A1] gives up on branches whose patterns together would be too long to keep', () => {
    const long = local(
      axis(
        4095,
        Array.from({ length: 4095 }, () => [0, 4094] as const),
      ),
    );
    const other = local(
      axis(
        4094,
        Array.from({ length: 4094 }, () => [0, 4093] as const),
      ),
    );
    expect(joinFields([long, other])).toEqual({ field: UNKNOWN, aligned: true });
  });

  it('[A1] gives up on a layer when the pattern of either axis becomes too long', () => {
    const long = axis(
      4095,
      Array.from({ length: 4095 }, (_, unit) => [0, unit] as const),
    );
    const field: Field = { type: 'local', height: long, width: INPUT_FIELD.height, gated: false };
    const halves = { units: 2, step: 1, reads: [POINT.reads[0], { low: 0, high: 1 }] };
    const turned: Field = { ...field, height: field.width, width: field.height };
    const reach = { type: 'span', height: halves, width: halves } as Reach;
    expect(fieldThrough(field, reach)).toEqual(UNKNOWN);
    expect(fieldThrough(turned, reach)).toEqual(UNKNOWN);
  });

  it('[A1] gives up on resizing by a ratio that makes almost every unit different', () => {
    const builder = new GraphBuilder();
    const image = builder.add('input', 'image', { channels: 1, height: 1_048_573, width: 1 });
    const { id } = builder.add('upsample2d', 'up', { factor: [999.7, 1] }, image);
    expect(okReport(analyse(builder.build()), id)?.field).toEqual(UNKNOWN);
  });
});
