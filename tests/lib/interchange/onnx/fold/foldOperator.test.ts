import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import type { Constant } from '@/lib/interchange/onnx/constant';
import { foldOperator } from '@/lib/interchange/onnx/fold/foldOperator';
import { NodeProtoSchema } from '@/lib/interchange/onnx/onnx_pb';
import { type AttributeValue, op, wholes } from '@/tests/support/onnxModel';

type Numbers = readonly number[];

function whole(numbers: Numbers, dims: Numbers = [numbers.length]): Constant {
  return { dims, numbers, kind: 'whole', learned: false };
}

function float(numbers: Numbers, dims: Numbers = [numbers.length]): Constant {
  return { dims, numbers, kind: 'float', learned: false };
}

/** A weight of which only the size is known. */
function stored(...dims: Numbers): Constant {
  return { dims, numbers: undefined, kind: 'float', learned: true };
}

function fold(
  operator: string,
  operands: readonly (Constant | undefined)[],
  attributes: Readonly<Record<string, AttributeValue>> = {},
  outputs = 1,
) {
  const wiring = `${operands.map((operand, index) => (operand ? `i${index}` : '_')).join(' ')} -> ${Array.from({ length: outputs }, (_, index) => `o${index}`).join(' ')}`;
  const node = create(NodeProtoSchema, op(operator, wiring, attributes));
  return foldOperator({ node, operands, opset: 17 });
}

const grid = whole([1, 2, 3, 4, 5, 6], [2, 3]);

describe('foldOperator', () => {
  it.each<[string, readonly Constant[], Constant]>([
    ['Add', [whole([1, 2]), whole([10], [])], whole([11, 12])],
    ['Sub', [whole([5]), whole([7])], whole([-2])],
    ['Mul', [whole([1, 2], [2, 1]), whole([3, 4])], whole([3, 4, 6, 8], [2, 2])],
    ['Div', [whole([7, -7]), whole([2])], whole([3, -3])],
    ['Div', [float([7]), float([2])], float([3.5])],
    ['Mod', [whole([-7]), whole([3])], whole([2])],
    ['Pow', [float([3]), float([2])], float([9])],
    ['Max', [whole([1, 5]), whole([3])], whole([3, 5])],
    ['Clip', [float([-3, 0.5, 9]), float([0], [])], float([0, 0.5, 9])],
    ['Clip', [whole([-3, 2, 9]), whole([0], []), whole([6], [])], whole([0, 2, 6])],
    ['Neg', [whole([3])], whole([-3])],
    ['Floor', [float([2.7, -2.7])], float([2, -3])],
    ['Ceil', [float([2.1])], float([3])],
    ['Round', [float([0.5, 1.5, 2.4])], float([0, 2, 2])],
    ['Sqrt', [float([9])], float([3])],
    ['Equal', [whole([1, 2]), whole([1, 3])], whole([1, 0])],
    ['Less', [whole([1]), whole([2])], whole([1])],
    ['Not', [whole([0, 1])], whole([1, 0])],
    ['Where', [whole([1, 0]), whole([10]), whole([20, 30])], whole([10, 30])],
    ['ReduceProd', [whole([2, 3, 4])], whole([24], [1])],
    ['Shape', [grid], whole([2, 3])],
    ['Size', [grid], whole([6], [])],
    ['Range', [whole([2], []), whole([9], []), whole([3], [])], whole([2, 5, 8])],
    ['Transpose', [grid], whole([1, 4, 2, 5, 3, 6], [3, 2])],
    ['Expand', [whole([1, 2], [2, 1]), whole([2, 3])], whole([1, 1, 1, 2, 2, 2], [2, 3])],
    ['Reshape', [grid, whole([3, -1])], whole([1, 2, 3, 4, 5, 6], [3, 2])],
    ['Reshape', [grid, whole([0, 1, -1])], whole([1, 2, 3, 4, 5, 6], [2, 1, 3])],
    ['Flatten', [grid], grid],
    ['Gather', [grid, whole([1], [])], whole([4, 5, 6])],
    ['Gather', [grid, whole([1, 0])], whole([4, 5, 6, 1, 2, 3], [2, 3])],
    ['Unsqueeze', [whole([1, 2]), whole([0, -1])], whole([1, 2], [1, 2, 1])],
    ['Squeeze', [whole([1, 2], [1, 2, 1])], whole([1, 2])],
    ['Squeeze', [whole([1, 2], [1, 2, 1]), whole([-1])], whole([1, 2], [1, 2])],
  ])('%s', (operator, operands, result) => {
    expect(fold(operator, operands)).toEqual([result]);
  });

  it.each<
    [string, readonly (Constant | undefined)[], Readonly<Record<string, AttributeValue>>, Constant]
  >([
    ['Concat', [whole([1]), whole([2, 3])], { axis: 0 }, whole([1, 2, 3])],
    ['Concat', [grid, whole([7, 8], [2, 1])], { axis: 1 }, whole([1, 2, 3, 7, 4, 5, 6, 8], [2, 4])],
    ['Cast', [float([2.7, -2.7])], { to: 7 }, whole([2, -2])],
    ['Constant', [], { value: { tensor: wholes('', [4, 5]) } }, whole([4, 5])],
    ['Constant', [], { value_ints: [4, 5] }, whole([4, 5])],
    ['Constant', [], { value_float: { float: 0.5 } }, float([0.5], [])],
    ['ConstantOfShape', [whole([2, 2])], {}, float([0, 0, 0, 0], [2, 2])],
    ['ConstantOfShape', [whole([3])], { value: { tensor: wholes('', [9]) } }, whole([9, 9, 9])],
    ['Shape', [stored(5, 6, 7)], { start: 1, end: -1 }, whole([6])],
    ['Transpose', [whole([1, 2], [1, 2])], { perm: [1, 0] }, whole([1, 2], [2, 1])],
    ['Slice', [grid], { starts: [1], ends: [3], axes: [1] }, whole([2, 3, 5, 6], [2, 2])],
    ['Slice', [whole([1, 2, 3, 4])], { starts: [-3], ends: [9] }, whole([2, 3, 4])],
    ['Gather', [grid, whole([-1], [])], { axis: 1 }, whole([3, 6], [2])],
    ['ReduceMax', [grid], { keepdims: 0 }, whole([6], [])],
  ])('%s with attributes', (operator, operands, attributes, result) => {
    expect(fold(operator, operands, attributes)).toEqual([result]);
  });

  it('Slice with its numbers as inputs, backwards and in steps', () => {
    const numbers = whole([0, 1, 2, 3, 4, 5]);
    const backwards = [numbers, whole([-1]), whole([-(2 ** 53)]), whole([0]), whole([-1])];
    expect(fold('Slice', backwards)).toEqual([whole([5, 4, 3, 2, 1, 0])]);
    const steps = [numbers, whole([1]), whole([2 ** 53]), undefined, whole([2])];
    expect(fold('Slice', steps)).toEqual([whole([1, 3, 5])]);
  });

  it('Split into stated and into even parts', () => {
    expect(fold('Split', [whole([1, 2, 3]), whole([1, 2])], {}, 2)).toEqual([
      whole([1]),
      whole([2, 3]),
    ]);
    expect(fold('Split', [whole([1, 2, 3, 4, 5])], {}, 3)).toEqual([
      whole([1, 2]),
      whole([3, 4]),
      whole([5]),
    ]);
  });

  it('follows the sizes of weights whose values are not in the file', () => {
    expect(fold('Transpose', [stored(8, 3)])).toEqual([stored(3, 8)]);
    expect(fold('Reshape', [stored(8, 3, 3, 3), whole([1, 8, -1])])).toEqual([stored(1, 8, 27)]);
    expect(fold('Mul', [stored(8, 3), stored(8, 1)])).toEqual([stored(8, 3)]);
    expect(fold('BatchNormalization', [stored(1, 8, 27), stored(8)])).toEqual([stored(1, 8, 27)]);
    expect(fold('DequantizeLinear', [stored(8, 3, 3, 3), stored()])).toEqual([stored(8, 3, 3, 3)]);
  });

  it('knows nothing of what does not fit, and says so', () => {
    const unknown = { dims: undefined, numbers: undefined, kind: 'other', learned: false };
    expect(fold('Reshape', [grid, whole([4, 4])])).toEqual([unknown]);
    expect(fold('Gather', [grid, whole([0])], { axis: 7 })).toEqual([unknown]);
    expect(fold('Slice', [grid], { starts: [0], ends: [1], axes: [9] })).toEqual([unknown]);
    expect(fold('Unheard', [grid])).toEqual([unknown]);
  });

  it('keeps no values of more than it needs', () => {
    const [large] = fold('ConstantOfShape', [whole([1000, 1000])]);
    expect(large).toEqual({
      dims: [1000, 1000],
      numbers: undefined,
      kind: 'float',
      learned: false,
    });
  });
});
