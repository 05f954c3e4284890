import type { Plan } from '../../plan';
import { sizeOfDims } from '../constant';
import type { Match } from '../match';
import type { NodeProto } from '../onnx_pb';
import { type Scope, soleConsumer } from '../scope';
import type { Pattern } from '../translator';
import { convolve, spread } from '../translators/convolution';
import { gemm, matMul } from '../translators/dense';

/** A linear operator without bias, and an Add of one constant for each of its outputs: one layer with bias. */
export const biasAfter = {
  Conv: (node, scope) => withBias(node, scope, 1, convolve),
  ConvTranspose: (node, scope) => withBias(node, scope, 1, spread),
  Gemm: (node, scope) => withBias(node, scope, -1, gemm),
  MatMul: (node, scope) => withBias(node, scope, -1, matMul),
} as const satisfies Record<string, Pattern>;

function withBias(
  node: NodeProto,
  scope: Scope,
  axis: 1 | -1,
  translate: (node: NodeProto, scope: Scope, bias: boolean) => Plan,
): Match | undefined {
  const [product = ''] = node.output;
  const add = node.input[2] ? undefined : soleConsumer(scope, product);
  const [output] = add?.output ?? [];
  if (add?.opType !== 'Add' || !output) return undefined;
  const offset = scope.constantOf(add.input.find((tensor) => tensor !== product))?.dims;
  const plan = translate(node, scope, true);
  const units = plan.type === 'layers' ? unitsOf(node, scope, axis) : undefined;
  if (!offset || units === undefined || !isVector(offset, axis, units)) return undefined;
  return { plan, covers: [node, add], output };
}

/** Number of outputs of a linear operator, by its weights. */
function unitsOf(node: NodeProto, scope: Scope, axis: 1 | -1): number | undefined {
  const sizes = scope.constantOf(node.input[1])?.dims;
  if (!sizes) return undefined;
  if (axis === -1) {
    const transposed = node.attribute.some(({ name, i }) => name === 'transB' && i === 1n);
    return sizes[transposed ? 0 : 1];
  }
  if (node.opType === 'Conv') return sizes[0];
  const group = node.attribute.find(({ name }) => name === 'group');
  return (sizes[1] ?? 0) * Number(group?.i ?? 1n);
}

/** Whether a constant has one value for each unit, along the axis of the units. */
function isVector(dims: readonly number[], axis: 1 | -1, units: number): boolean {
  if (sizeOfDims(dims) !== units) return false;
  if (axis === -1) return dims.at(-1) === units;
  return dims.length >= 3 && dims.at(-3) === units;
}
