import { sizeOfDims } from '../constant';
import type { NodeProto } from '../onnx_pb';
import { type Scope, soleConsumer } from '../scope';

/** A product with one constant and a sum with another behind a normalisation: its learned scale and shift. */
export interface Affine {
  readonly covers: readonly NodeProto[];
  readonly output: string;
}

/** The scale and shift behind `tensor`, when both have `values` values along `axis` (counted from the end). */
export function affineAfter(
  scope: Scope,
  tensor: string,
  values: number,
  axis: number,
): Affine | undefined {
  const scale = withConstant(scope, tensor, 'Mul', values, axis);
  const shift = scale && withConstant(scope, scale.output[0] ?? '', 'Add', values, axis);
  const output = shift?.output[0];
  return scale && shift && output ? { covers: [scale, shift], output } : undefined;
}

function withConstant(
  scope: Scope,
  tensor: string,
  operator: string,
  values: number,
  axis: number,
): NodeProto | undefined {
  const node = soleConsumer(scope, tensor);
  if (node?.opType !== operator || node.input.length !== 2) return undefined;
  const dims = scope.constantOf(node.input.find((each) => each !== tensor))?.dims;
  return dims && sizeOfDims(dims) === values && (values === 1 || dims.at(-axis) === values)
    ? node
    : undefined;
}
