import type { Constant } from '../constant';
import type { NodeProto } from '../onnx_pb';

/** An operator whose operands do not depend on the network's inputs. */
export interface Folding {
  readonly node: NodeProto;
  /** In the order of the operator's inputs; undefined for those that it leaves out. */
  readonly operands: readonly (Constant | undefined)[];
  readonly opset: number;
}

/**
 * Works an operator out: the sizes of its outputs, and their values where the operands' are known.
 * Undefined where the operands do not fit it.
 */
export type Evaluator = (folding: Folding) => readonly Constant[] | undefined;

/** An axis counted from the front; undefined when there is no such axis. */
export function axisAt(axis: number, rank: number): number | undefined {
  const index = axis < 0 ? axis + rank : axis;
  return index >= 0 && index < rank ? index : undefined;
}
