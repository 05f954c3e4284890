import { intsOf } from '../attributes';
import type { Constant } from '../constant';
import type { NodeProto } from '../onnx_pb';
import { axisAt } from './evaluator';

/** The axes that an operator names, in an attribute or (later opsets) in an input; undefined when it names none. */
export function namedAxes(
  node: NodeProto,
  input: Constant | undefined,
): readonly number[] | undefined {
  return intsOf(node, 'axes') ?? input?.numbers;
}

/** Axes counted from the front, in order; undefined when one of them does not exist. */
export function axesAt(axes: readonly number[], rank: number): readonly number[] | undefined {
  const counted = axes.map((axis) => axisAt(axis, rank)).filter((axis) => axis !== undefined);
  return counted.length === axes.length ? counted.sort((a, b) => a - b) : undefined;
}
