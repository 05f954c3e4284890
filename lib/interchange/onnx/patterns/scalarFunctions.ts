import { floatOf } from '../attributes';
import type { NodeProto } from '../onnx_pb';
import type { Scope } from '../scope';
import { clipBounds } from '../translators/activation';

/** What an operator makes of one value of each operand; undefined where a parameter is not known. */
export type ScalarFunction = (
  operands: readonly number[],
  node: NodeProto,
  scope: Scope,
) => number | undefined;

/** Operators that work on every value alone, as functions of numbers. */
export const scalarFunctions = {
  Add: ([a = 0, b = 0]) => a + b,
  Sub: ([a = 0, b = 0]) => a - b,
  Mul: ([a = 0, b = 0]) => a * b,
  Div: ([a = 0, b = 0]) => a / b,
  Pow: ([a = 0, b = 0]) => a ** b,
  Max: (operands) => Math.max(...operands),
  Min: (operands) => Math.min(...operands),
  Neg: ([a = 0]) => 0 - a,
  Abs: ([a = 0]) => Math.abs(a),
  Exp: ([a = 0]) => Math.exp(a),
  Log: ([a = 0]) => Math.log(a),
  Sqrt: ([a = 0]) => Math.sqrt(a),
  Reciprocal: ([a = 0]) => 1 / a,
  Erf: ([a = 0]) => errorFunction(a),
  Tanh: ([a = 0]) => Math.tanh(a),
  Sigmoid: ([a = 0]) => sigmoid(a),
  Softplus: ([a = 0]) => Math.log1p(Math.exp(a)),
  Mish: ([a = 0]) => a * Math.tanh(Math.log1p(Math.exp(a))),
  Relu: ([a = 0]) => Math.max(0, a),
  HardSwish: ([a = 0]) => a * bounded(a / 6 + 0.5, 0, 1),
  LeakyRelu: ([a = 0], node) => (a < 0 ? a * (floatOf(node, 'alpha') ?? 0.01) : a),
  HardSigmoid: ([a = 0], node) =>
    bounded(a * (floatOf(node, 'alpha') ?? 0.2) + (floatOf(node, 'beta') ?? 0.5), 0, 1),
  Clip: ([a = 0], node, scope) => {
    const { low, high } = clipBounds(node, scope);
    return low === undefined || high === undefined ? undefined : bounded(a, low, high);
  },
} as const satisfies Record<string, ScalarFunction>;

export function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(0 - value));
}

function bounded(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/** The error function, to 1.5e-7 (Abramowitz and Stegun, 7.1.26). */
export function errorFunction(value: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(value));
  const series =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const positive = 1 - series * Math.exp(0 - value * value);
  return value < 0 ? 0 - positive : positive;
}
