import { layer, opaque, type Plan } from '../../plan';
import { floatOf, intOf } from '../attributes';
import { sizeOfDims } from '../constant';
import type { NodeProto } from '../onnx_pb';
import type { Scope } from '../scope';
import type { Translator } from '../translator';

/** Linear maps. */
export const dense = {
  Gemm: (node, scope) => gemm(node, scope, Boolean(node.input[2])),
  MatMul: (node, scope) => matMul(node, scope, false),
} as const satisfies Record<string, Translator>;

/** A Gemm as a layer; the bias may come from an operator behind it. */
export function gemm(node: NodeProto, scope: Scope, bias: boolean): Plan {
  const [input = '', weight, offset] = node.input;
  const sizes = scope.constantOf(weight)?.dims;
  if (sizes?.length !== 2) return opaque('It multiplies two computed matrices.');
  if (intOf(node, 'transA') === 1) return opaque('It transposes its input, the batch included.');
  if ((floatOf(node, 'alpha') ?? 1) !== 1) return opaque('It scales its product.');
  const units = sizes[intOf(node, 'transB') === 1 ? 0 : 1] ?? 0;
  const inner = sizes[intOf(node, 'transB') === 1 ? 1 : 0] ?? 0;
  if (offset) {
    const biasSizes = scope.constantOf(offset)?.dims;
    if (!biasSizes || sizeOfDims(biasSizes) !== units || (floatOf(node, 'beta') ?? 1) !== 1)
      return opaque('Its offset is not one value for each unit.');
  }
  return connected(scope, input, inner, units, bias);
}

/** A MatMul with a stored matrix as a layer; the bias may come from an operator behind it. */
export function matMul(node: NodeProto, scope: Scope, bias: boolean): Plan {
  const [input = '', weight] = node.input;
  const sizes = scope.constantOf(weight)?.dims;
  const [inner = 0, units = 0] = sizes ?? [];
  if (!scope.isActivation(input) || sizes?.length !== 2)
    return opaque('It multiplies matrices that are not an input and a stored matrix.');
  return connected(scope, input, inner, units, bias);
}

function connected(scope: Scope, input: string, inner: number, units: number, bias: boolean): Plan {
  const features = scope.typeOf(input)?.shape.at(-1);
  if (features !== undefined && features !== inner)
    return opaque(`Its matrix is made for ${inner} features, and its input has ${features}.`);
  return layer('dense', { units, bias }, input);
}
