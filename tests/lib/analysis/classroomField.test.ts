import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { classroomJoin, classroomThrough } from '@/lib/analysis/classroomField';
import {
  type Field,
  GLOBAL,
  INPUT_FIELD,
  jumpOf,
  sizeOf,
  UNKNOWN,
} from '@/lib/analysis/receptiveField';
import { okReport } from '@/lib/analysis/report';
import { GraphBuilder, type Tap } from '@/lib/templates/builder';
import { sliding } from '@/tests/support/expectFacts';

function sizes(field: Field | undefined) {
  if (field?.type !== 'local') return field?.type;
  return [sizeOf(field.height), sizeOf(field.width)];
}

/** Fields of both conventions behind a chain of layers. */
function both(build: (builder: GraphBuilder, image: Tap) => Tap) {
  const builder = new GraphBuilder();
  const image = builder.add('input', 'image', { channels: 1, height: 64, width: 64 });
  const { id } = build(builder, image);
  const report = okReport(analyse(builder.build()), id);
  return { exact: sizes(report?.field), classroom: sizes(report?.classroomField) };
}

describe('the classroom convention', () => {
  it('[A5] a convolution adds its kernel less one, a pool doubles: 3, 6, 8 where the exact field is 3, 4, 8', () => {
    const conv = (builder: GraphBuilder, name: string, from: Tap) =>
      builder.add('conv2d', name, { filters: 1, padding: 'valid' }, from);
    expect(both((builder, image) => conv(builder, 'one', image))).toEqual({
      exact: [3, 3],
      classroom: [3, 3],
    });
    const pooled = (builder: GraphBuilder, image: Tap) =>
      builder.add('maxPool2d', 'pool', {}, conv(builder, 'one', image));
    expect(both(pooled)).toEqual({ exact: [4, 4], classroom: [6, 6] });
    expect(both((builder, image) => conv(builder, 'two', pooled(builder, image)))).toEqual({
      exact: [8, 8],
      classroom: [8, 8],
    });
  });

  it('[A5] a stride of a convolution does not count afterwards, and the jump stays 1', () => {
    const field = classroomThrough(INPUT_FIELD, sliding({ kernel: 7, stride: 2, padding: 3 }));
    const next = classroomThrough(field, sliding({ kernel: 3, dilation: 2 }));
    expect(sizes(next)).toEqual([11, 11]);
    expect(next.type === 'local' && jumpOf(next.height)).toBe(1);
  });

  it('[A5] a join keeps the largest field of its branches, axis by axis', () => {
    const one = classroomThrough(INPUT_FIELD, sliding({ kernel: 5 }, { kernel: 1 }));
    const other = classroomThrough(INPUT_FIELD, sliding({ kernel: 1 }, { kernel: 3 }));
    expect(sizes(classroomJoin([one, other]))).toEqual([5, 3]);
    expect(classroomJoin([one])).toBe(one);
  });

  it('[A3] [A5] marks gates, and knows what it does not know', () => {
    expect(classroomJoin([INPUT_FIELD, GLOBAL])).toMatchObject({ type: 'local', gated: true });
    expect(classroomJoin([GLOBAL, GLOBAL])).toBe(GLOBAL);
    expect(classroomJoin([INPUT_FIELD, UNKNOWN])).toBe(UNKNOWN);
    expect(classroomThrough(UNKNOWN, { type: 'global' })).toBe(UNKNOWN);
    expect(classroomThrough(INPUT_FIELD, { type: 'global' })).toBe(GLOBAL);
    expect(classroomThrough(GLOBAL, { type: 'unknown' })).toBe(UNKNOWN);
    expect(classroomThrough(GLOBAL, sliding({ kernel: 3 }))).toBe(GLOBAL);
  });

  it('[A5] leaves layers without a window out', () => {
    expect(
      both((builder, image) => builder.add('upsample2d', 'up', { mode: 'bilinear' }, image)),
    ).toEqual({ exact: [2, 2], classroom: [1, 1] });
  });
});
