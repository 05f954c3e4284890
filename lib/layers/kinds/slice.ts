import { z } from 'zod';
import { ceil, minus, named, over } from '@/lib/formula';
import { must } from '@/lib/invariant';
import type { TensorType } from '@/lib/tensor/tensorType';
import type { Window } from '@/lib/tensor/window';
import { failed, inferred } from '../facts';
import { defineKind, type Reach, SINGLE } from '../kind';
import { type Range, range } from '../params';
import { badParameter, wrongRank } from '../problems';
import { windowReach } from '../windowed';
import { asInput } from '../working';

/** Reads every n-th position of a stretch of each axis. A view: no storage of its own. */
export const slice = defineKind({
  kind: 'slice',
  title: 'Slice',
  short: 'Slice',
  group: 'Shape',
  summary: 'Takes a stretch of the channels, rows or columns.',
  arity: SINGLE,
  params: z.strictObject({
    channels: range('Channels', 'Of a vector: the features.'),
    height: range('Height'),
    width: range('Width'),
  }),
  infer(params, inputs) {
    const source = must(inputs[0], 'input');
    if (source.layout === 'other' || source.layout === 'hwc') {
      return failed(wrongRank('Slice', 'a feature map or a vector', source));
    }
    const ranges = axesOf(source).map((axis) => ({ axis, range: params[axis] }));
    const shape = ranges.map(({ range: stretch }, index) =>
      rangeLength(stretch, source.shape[index] ?? 0),
    );
    const empty = ranges[shape.findIndex((size) => size < 1)];
    if (empty) {
      return failed(
        badParameter(
          empty.axis,
          `The range ${rangeText(empty.range)} of the ${empty.axis} is empty.`,
        ),
      );
    }
    return inferred({ ...source, shape }, { reach: reachOf(params, source), viewing: 'always' });
  },
  working(params, _facts, [source]) {
    const type = must(source, 'input');
    return {
      outputs: [
        axesOf(type).map((axis, index) => {
          const size = type.shape[index] ?? 0;
          const stretch = params[axis];
          if (isWhole(stretch)) return asInput(type, index);
          const taken = minus(
            named('end', endOf(stretch, size)),
            named('start', firstOf(stretch, size)),
          );
          return { formula: ceil(over(taken, named('step', stretch.step))) };
        }),
      ],
    };
  },
  digest: (params) =>
    (['channels', 'height', 'width'] as const)
      .filter((axis) => !isWhole(params[axis]))
      .map((axis) => `${axis[0]}[${rangeText(params[axis])}]`)
      .join(' '),
  emit: {
    keras: (params) => [{ name: 'slice', args: params }],
    torch: (params, _facts, [source]) => [
      {
        name: 'slice',
        args: Object.fromEntries(axesOf(must(source, 'input')).map((axis) => [axis, params[axis]])),
      },
    ],
  },
});

type Axis = 'channels' | 'height' | 'width';

function axesOf(source: TensorType): readonly Axis[] {
  return source.layout === 'flat' ? ['channels'] : ['channels', 'height', 'width'];
}

/** First position, as counted from the front; negative starts count from the end. */
function firstOf({ start }: Range, size: number): number {
  return start < 0 ? Math.max(0, size + start) : Math.min(start, size);
}

function rangeLength(stretch: Range, size: number): number {
  return Math.max(0, Math.ceil((endOf(stretch, size) - firstOf(stretch, size)) / stretch.step));
}

/** The position behind the last that may be taken, as counted from the front. */
function endOf({ end }: Range, size: number): number {
  if (end === null) return size;
  return end < 0 ? size + end : Math.min(end, size);
}

function isWhole({ start, end, step }: Range): boolean {
  return start === 0 && end === null && step === 1;
}

function rangeText({ start, end, step }: Range): string {
  return `${start}:${end ?? ''}${step === 1 ? '' : `:${step}`}`;
}

function reachOf(params: Readonly<Record<Axis, Range>>, source: TensorType): Reach {
  if (source.layout === 'flat') return { type: 'pointwise' };
  const window = (stretch: Range, size: number): Window => ({
    kernel: 1,
    stride: stretch.step,
    dilation: 1,
    padLow: 0 - firstOf(stretch, size),
    padHigh: 0,
  });
  return windowReach({
    height: window(params.height, source.shape[1] ?? 0),
    width: window(params.width, source.shape[2] ?? 0),
  });
}
