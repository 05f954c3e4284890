import { layer } from '../../plan';
import { intsOf } from '../attributes';
import { scalarOf } from '../constant';
import type { NodeProto } from '../onnx_pb';
import { type Scope, soleConsumer } from '../scope';
import type { Pattern } from '../translator';

/** Operators that only lay the squares out for the average over neighbouring channels. */
const LAYING_OUT = new Set(['Reshape', 'Unsqueeze', 'Squeeze', 'Pad']);

const LONGEST_CHAIN = 16;

/** Local response normalisation as PyTorch writes it: x / (k + alpha · mean of the neighbours' squares)^beta. */
export const localResponseNormChain = {
  Mul: (node, scope) => {
    const [input = '', again] = node.input;
    if (input !== again || scope.typeOf(input)?.layout !== 'chw') return undefined;
    const covers = [node];
    let pool: NodeProto | undefined;
    let next = soleConsumer(scope, node.output[0]);
    while (next && covers.length < LONGEST_CHAIN) {
      const averages = next.opType === 'AveragePool';
      if (!averages && !LAYING_OUT.has(next.opType)) break;
      if (averages && pool) return undefined;
      if (averages) pool = next;
      covers.push(next);
      next = soleConsumer(scope, next.output[0]);
    }
    const [size, ...space] = (pool && intsOf(pool, 'kernel_shape')) ?? [];
    if (size === undefined || space.some((length) => length !== 1)) return undefined;
    const alpha = operandOf(next, 'Mul', covers, scope);
    const sum = soleConsumer(scope, next?.output[0]);
    const k = operandOf(sum, 'Add', covers, scope);
    const power = soleConsumer(scope, sum?.output[0]);
    const beta = operandOf(power, 'Pow', covers, scope);
    const quotient = soleConsumer(scope, power?.output[0]);
    const [output] = quotient?.output ?? [];
    if (alpha === undefined || k === undefined || beta === undefined || !output) return undefined;
    if (quotient?.opType !== 'Div' || quotient.input[0] !== input) return undefined;
    return {
      plan: layer('localResponseNorm', { size, alpha, beta, k }, input),
      covers: [...covers, quotient],
      output,
    };
  },
} as const satisfies Record<string, Pattern>;

/** The number that an operator combines its input with; notes the operator as covered. */
function operandOf(
  node: NodeProto | undefined,
  operator: string,
  covers: NodeProto[],
  scope: Scope,
): number | undefined {
  if (node?.opType !== operator) return undefined;
  covers.push(node);
  const constants = node.input.map((tensor) => scalarOf(scope.constantOf(tensor)));
  return constants.find((value) => value !== undefined);
}
