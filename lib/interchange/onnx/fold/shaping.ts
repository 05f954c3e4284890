import { intOf, intsOf } from '../attributes';
import { type Constant, sizeOfDims } from '../constant';
import { READ_LIMITS } from '../limits';
import { axesAt, namedAxes } from './axes';
import { broadcastDims, stretchedStrides } from './broadcastDims';
import { axisAt, type Evaluator, type Folding } from './evaluator';
import { reshapedDims, squeezedDims, unsqueezedDims } from './reshapedDims';
import { sliceRequest, stretchesOf } from './slicing';
import { readStrided, stridesOf } from './strided';

/** Operators that move values about. */
export const shaping = {
  Reshape: ({ node, operands: [operand, shape] }) => {
    const target = shape?.numbers ?? intsOf(node, 'shape');
    if (!operand || !target) return undefined;
    const dims = operand.dims && reshapedDims(operand.dims, target, intOf(node, 'allowzero') === 1);
    return dims && [{ ...operand, dims }];
  },
  Flatten: ({ node, operands: [operand] }) => {
    if (!operand?.dims) return undefined;
    const axis = intOf(node, 'axis') ?? 1;
    const split = axis < 0 ? axis + operand.dims.length : axis;
    const dims = [sizeOfDims(operand.dims.slice(0, split)), sizeOfDims(operand.dims.slice(split))];
    return [{ ...operand, dims }];
  },
  Squeeze: ({ node, operands: [operand, axesInput] }) => {
    if (!operand?.dims) return undefined;
    const named = namedAxes(node, axesInput);
    const axes = named && axesAt(named, operand.dims.length);
    return named && !axes ? undefined : [{ ...operand, dims: squeezedDims(operand.dims, axes) }];
  },
  Unsqueeze: ({ node, operands: [operand, axesInput] }) => {
    const named = namedAxes(node, axesInput);
    if (!operand?.dims || !named) return undefined;
    const axes = axesAt(named, operand.dims.length + named.length);
    return axes && [{ ...operand, dims: unsqueezedDims(operand.dims, axes) }];
  },
  Transpose: ({ node, operands: [operand] }) => {
    if (!operand?.dims) return undefined;
    const from = operand.dims;
    const order = intsOf(node, 'perm') ?? from.map((_size, axis) => from.length - 1 - axis);
    const strides = stridesOf(from);
    const dims = order.map((axis) => from[axis] ?? 1);
    if (order.length !== from.length || new Set(order).size !== from.length) return undefined;
    return [
      reread(
        operand,
        dims,
        order.map((axis) => strides[axis] ?? 0),
      ),
    ];
  },
  Expand: ({ operands: [operand, shape] }) => {
    if (!operand?.dims || !shape?.numbers) return undefined;
    const dims = broadcastDims([operand.dims, shape.numbers]);
    return dims && [reread(operand, dims, stretchedStrides(operand.dims, dims))];
  },
  Slice: (folding) => {
    const [operand] = folding.operands;
    const request = sliceRequest(folding.node, folding.operands);
    const from = operand?.dims;
    const stretches = from && request && stretchesOf(request, from);
    if (!operand || !from || !stretches) return undefined;
    const dims = [...from];
    const strides = [...stridesOf(from)];
    let offset = 0;
    for (const { axis, first, step, count } of stretches) {
      const stride = strides[axis] ?? 0;
      offset += first * stride;
      strides[axis] = stride * step;
      dims[axis] = count;
    }
    return [reread(operand, dims, strides, offset)];
  },
  Split: ({ node, operands: [operand, sizesInput] }) => {
    const from = operand?.dims;
    const axis = from && axisAt(intOf(node, 'axis') ?? 0, from.length);
    if (!operand || !from || axis === undefined) return undefined;
    const sizes = splitSizes(
      from[axis] ?? 0,
      node.output.length,
      intsOf(node, 'split') ?? sizesInput?.numbers,
    );
    const strides = stridesOf(from);
    let offset = 0;
    return sizes.map((size) => {
      const dims = from.map((length, index) => (index === axis ? size : length));
      const part = reread(operand, dims, strides, offset);
      offset += size * (strides[axis] ?? 0);
      return part;
    });
  },
  Concat: concatenate,
  Gather: ({ node, operands: [operand, indices] }) => {
    const from = operand?.dims;
    const axis = from && axisAt(intOf(node, 'axis') ?? 0, from.length);
    if (!operand || !from || axis === undefined || !indices?.dims) return undefined;
    const dims = [...from.slice(0, axis), ...indices.dims, ...from.slice(axis + 1)];
    const { numbers } = operand;
    const picks = indices.numbers;
    if (!numbers || !picks || sizeOfDims(dims) > READ_LIMITS.constantValues)
      return [{ ...operand, dims, numbers: undefined }];
    const inner = sizeOfDims(from.slice(axis + 1));
    const length = from[axis] ?? 0;
    const outer = sizeOfDims(from.slice(0, axis));
    const gathered = Array.from({ length: outer }, (_, block) =>
      picks.map((pick) => {
        const at = (block * length + (pick < 0 ? pick + length : pick)) * inner;
        return numbers.slice(at, at + inner);
      }),
    );
    return [{ ...operand, dims, numbers: gathered.flat(2) }];
  },
} as const satisfies Record<string, Evaluator>;

/** How an axis of `size` is dealt out over `parts`: as stated, or evenly with a smaller last part. */
export function splitSizes(
  size: number,
  parts: number,
  stated: readonly number[] | undefined,
): readonly number[] {
  if (stated) return stated;
  const each = Math.ceil(size / Math.max(1, parts));
  return Array.from({ length: parts }, (_, part) =>
    Math.max(0, Math.min(each, size - part * each)),
  );
}

function concatenate({ node, operands }: Folding): readonly Constant[] | undefined {
  const known = operands.filter((operand) => operand !== undefined);
  const [first] = known;
  const from = first?.dims;
  const axis = from && axisAt(intOf(node, 'axis') ?? 1, from.length);
  if (!first || !from || axis === undefined || known.length !== operands.length) return undefined;
  const length = known.reduce((sum, { dims }) => sum + (dims?.[axis] ?? Number.NaN), 0);
  if (!Number.isFinite(length)) return undefined;
  const dims = from.map((size, index) => (index === axis ? length : size));
  const learned = known.some((operand) => operand.learned);
  const values = known.map(({ numbers }) => numbers);
  const outer = sizeOfDims(from.slice(0, axis));
  const few = sizeOfDims(dims) <= READ_LIMITS.constantValues;
  const numbers =
    few && values.every((each) => each !== undefined)
      ? Array.from({ length: outer }, (_, block) =>
          values.map((each) => {
            const run = each.length / outer;
            return each.slice(block * run, (block + 1) * run);
          }),
        ).flat(2)
      : undefined;
  return [{ dims, numbers, kind: first.kind, learned }];
}

function reread(
  operand: Constant,
  dims: readonly number[],
  strides: readonly number[],
  offset = 0,
): Constant {
  const { numbers, kind, learned } = operand;
  const few = numbers !== undefined && sizeOfDims(dims) <= READ_LIMITS.constantValues;
  return {
    dims,
    numbers: few ? readStrided(numbers, dims, strides, offset) : undefined,
    kind,
    learned,
  };
}
