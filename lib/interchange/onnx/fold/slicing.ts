import { intsOf } from '../attributes';
import type { Constant } from '../constant';
import type { NodeProto } from '../onnx_pb';
import { axisAt } from './evaluator';

/** Which positions of an axis are read: `count` of them from `first` on, `step` apart. */
export interface Stretch {
  readonly axis: number;
  readonly first: number;
  readonly step: number;
  readonly count: number;
}

/** What a Slice says: one entry for each axis that it cuts; undefined where it cannot be known. */
export interface SliceRequest {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly axes: readonly number[];
  readonly steps: readonly number[];
}

/** Reads a Slice, whose numbers are attributes (opset 9) or inputs (from opset 10 on). */
export function sliceRequest(
  node: NodeProto,
  operands: readonly (Constant | undefined)[],
): SliceRequest | undefined {
  const starts = intsOf(node, 'starts') ?? operands[1]?.numbers;
  const ends = intsOf(node, 'ends') ?? operands[2]?.numbers;
  if (!starts || !ends || starts.length !== ends.length) return undefined;
  if ((node.input[3] && !operands[3]?.numbers) || (node.input[4] && !operands[4]?.numbers))
    return undefined;
  const axes = intsOf(node, 'axes') ?? operands[3]?.numbers ?? starts.map((_start, axis) => axis);
  const steps = operands[4]?.numbers ?? starts.map(() => 1);
  const fits = axes.length === starts.length && steps.length === starts.length;
  return fits && !steps.includes(0) ? { starts, ends, axes, steps } : undefined;
}

/** The positions that a Slice reads of a tensor of `dims`; undefined when it names an axis that does not exist. */
export function stretchesOf(
  { starts, ends, axes, steps }: SliceRequest,
  dims: readonly number[],
): readonly Stretch[] | undefined {
  const stretches: Stretch[] = [];
  for (const [index, named] of axes.entries()) {
    const axis = axisAt(named, dims.length);
    if (axis === undefined) return undefined;
    const size = dims[axis] ?? 0;
    const step = steps[index] ?? 1;
    const forward = step > 0;
    const first = bound(starts[index] ?? 0, size, forward ? [0, size] : [0, size - 1]);
    const end = bound(ends[index] ?? 0, size, forward ? [0, size] : [-1, size - 1]);
    stretches.push({ axis, first, step, count: Math.max(0, Math.ceil((end - first) / step)) });
  }
  return stretches;
}

function bound(position: number, size: number, [low, high]: readonly [number, number]): number {
  const counted = position < 0 ? position + size : position;
  return Math.min(Math.max(counted, low), high);
}
