import { intOf } from '../attributes';
import { type Constant, UNKNOWN_CONSTANT } from '../constant';
import { arithmetic } from './arithmetic';
import { creating } from './creating';
import type { Evaluator, Folding } from './evaluator';
import { shaping } from './shaping';

const EVALUATORS: ReadonlyMap<string, Evaluator> = new Map(
  Object.entries<Evaluator>({ ...arithmetic, ...creating, ...shaping }),
);

/**
 * What an operator makes of constants, one entry for each of its outputs: their sizes, and their
 * values where they can be worked out. Of what an operator makes that is not known here nothing is
 * known: weights may be computed in ways that do not matter to a design.
 */
export function foldOperator(folding: Folding): readonly Constant[] {
  const { node, operands } = folding;
  const learned = operands.some((operand) => operand?.learned);
  const evaluate = EVALUATORS.get(node.opType) ?? sizesOnly;
  const results = evaluate(folding) ?? [];
  return node.output.map((_tensor, port) => results[port] ?? { ...UNKNOWN_CONSTANT, learned });
}

/** Operators that give back a tensor of the size of their first operand. */
const SAME_SIZE = new Set([
  ...['BatchNormalization', 'InstanceNormalization', 'GroupNormalization', 'LayerNormalization'],
  ...['LpNormalization', 'MeanVarianceNormalization', 'LRN', 'RMSNormalization', 'CumSum'],
  ...['Relu', 'LeakyRelu', 'PRelu', 'Elu', 'Selu', 'Celu', 'ThresholdedRelu', 'Gelu', 'Mish'],
  ...['Sigmoid', 'HardSigmoid', 'HardSwish', 'Swish', 'Tanh', 'Softplus', 'Softsign'],
  ...['Softmax', 'LogSoftmax', 'Hardmax', 'Erf', 'Sign', 'Sin', 'Cos', 'Tan', 'Dropout'],
  ...['Asin', 'Acos', 'Atan', 'Sinh', 'Cosh', 'IsNaN', 'IsInf', 'Shrink', 'QuantizeLinear'],
  ...['RandomNormalLike', 'RandomUniformLike', 'Bernoulli'],
]);

function sizesOnly({ node, operands: [operand] }: Folding): readonly Constant[] | undefined {
  const from = operand?.dims;
  if (!operand || !from) return undefined;
  const block = intOf(node, 'blocksize') ?? 1;
  const dims = SAME_SIZE.has(node.opType) ? from : rearranged(node.opType, block, from);
  const { kind, learned } = operand;
  return dims && [{ dims, numbers: undefined, kind, learned }];
}

/** The sizes after pixels become channels, or channels pixels, in blocks. */
function rearranged(
  operator: string,
  block: number,
  [batch = 0, channels = 0, height = 0, width = 0]: readonly number[],
): readonly number[] | undefined {
  if (operator === 'DepthToSpace')
    return [batch, channels / block ** 2, height * block, width * block];
  if (operator === 'SpaceToDepth')
    return [batch, channels * block ** 2, height / block, width / block];
  return undefined;
}
