import { floatOf, floatsOf, intOf, intsOf, tensorOf } from '../attributes';
import { type Constant, sizeOfDims, UNKNOWN_CONSTANT, wholeVector } from '../constant';
import { READ_LIMITS } from '../limits';
import type { NodeProto } from '../onnx_pb';
import { readTensor } from '../readTensor';
import { axesAt, namedAxes } from './axes';
import type { Evaluator } from './evaluator';

/** Operators that make values, measure them or sum them up. */
export const creating = {
  Constant: ({ node }) => [literalOf(node)],
  ConstantOfShape: ({ node, operands: [shape] }) => {
    const dims = shape?.numbers;
    if (!dims) return undefined;
    const value = tensorOf(node, 'value');
    const filling = value ? readTensor(value, false) : undefined;
    const number = filling ? filling.numbers?.[0] : 0;
    return [filled(dims, number, filling?.kind ?? 'float')];
  },
  Range: ({ operands: [start, limit, delta] }) => {
    const [first, end, step] = [start?.numbers?.[0], limit?.numbers?.[0], delta?.numbers?.[0]];
    if (first === undefined || end === undefined || !step) return undefined;
    const count = Math.max(0, Math.ceil((end - first) / step));
    const kind = start?.kind ?? 'whole';
    if (count > READ_LIMITS.constantValues)
      return [{ dims: [count], numbers: undefined, kind, learned: false }];
    const numbers = Array.from({ length: count }, (_, index) => first + index * step);
    return [{ dims: [count], numbers, kind, learned: false }];
  },
  Shape: ({ node, operands: [operand] }) =>
    operand?.dims && [wholeVector(shapeSlice(node, operand.dims))],
  Size: ({ operands: [operand] }) =>
    operand?.dims && [
      { dims: [], numbers: [sizeOfDims(operand.dims)], kind: 'whole', learned: false },
    ],
  ReduceProd: reduce((values) => values.reduce((a, b) => a * b, 1)),
  ReduceSum: reduce((values) => values.reduce((a, b) => a + b, 0)),
  ReduceMax: reduce((values) => Math.max(...values)),
  ReduceMin: reduce((values) => Math.min(...values)),
  ReduceMean: reduce((values) => values.reduce((a, b) => a + b, 0) / values.length),
  ReduceL2: reduce((values) => Math.hypot(...values)),
} as const satisfies Record<string, Evaluator>;

/** The numbers that a Constant operator states in one of its attributes. */
function literalOf(node: NodeProto): Constant {
  const tensor = tensorOf(node, 'value');
  if (tensor) return readTensor(tensor, false);
  const wholes = intsOf(node, 'value_ints');
  if (wholes) return wholeVector(wholes);
  const whole = intOf(node, 'value_int');
  if (whole !== undefined) return { dims: [], numbers: [whole], kind: 'whole', learned: false };
  const floats = floatsOf(node, 'value_floats');
  if (floats) return { dims: [floats.length], numbers: floats, kind: 'float', learned: false };
  const float = floatOf(node, 'value_float');
  if (float !== undefined) return { dims: [], numbers: [float], kind: 'float', learned: false };
  return UNKNOWN_CONSTANT;
}

function filled(
  dims: readonly number[],
  value: number | undefined,
  kind: Constant['kind'],
): Constant {
  const size = sizeOfDims(dims);
  const few = value !== undefined && size >= 0 && size <= READ_LIMITS.constantValues;
  const numbers = few ? new Array<number>(size).fill(value) : undefined;
  return { dims, numbers, kind, learned: false };
}

/** The part of a shape that a Shape operator asks for: all of it before opset 15. */
export function shapeSlice(node: NodeProto, dims: readonly number[]): readonly number[] {
  return dims.slice(intOf(node, 'start') ?? 0, intOf(node, 'end') ?? dims.length);
}

function reduce(join: (values: readonly number[]) => number): Evaluator {
  return ({ node, operands: [operand, axesInput] }) => {
    const from = operand?.dims;
    if (!operand || !from) return undefined;
    const named = namedAxes(node, axesInput);
    const all = from.map((_size, axis) => axis);
    const axes = named && named.length > 0 ? axesAt(named, from.length) : all;
    if (!axes) return undefined;
    const kept = intOf(node, 'keepdims') !== 0;
    const dims = kept
      ? from.map((size, axis) => (axes.includes(axis) ? 1 : size))
      : from.filter((_size, axis) => !axes.includes(axis));
    const { kind, learned } = operand;
    const whole = axes.length === from.length ? operand.numbers : undefined;
    return [{ dims, numbers: whole && [join(whole)], kind, learned }];
  };
}
