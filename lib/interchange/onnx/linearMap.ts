import { LARGEST_FACTOR } from '@/lib/layers/kinds/scale';
import { shortestDecimal } from '../shortestDecimal';
import { scalarOf, sizeOfDims } from './constant';
import type { NodeProto } from './onnx_pb';
import { dimsOf, type Scope } from './scope';

/** A tensor multiplied by one number, with another one added. */
export interface LinearMap {
  readonly input: string;
  readonly factor: number;
  readonly offset: number;
  /** Whether the factor is a parameter of the network; its value is where it starts. */
  readonly learned: boolean;
}

/**
 * What an operator does to its only computed operand, when all the others are single numbers;
 * undefined otherwise. `ahead` names that operand where the translation has not come to it yet.
 */
export function linearMap(node: NodeProto, scope: Scope, ahead?: string): LinearMap | undefined {
  const isComputed = (each: string) => each === ahead || scope.isActivation(each);
  const [tensor, ...more] = node.input.filter(isComputed);
  if (tensor === undefined || more.length > 0) return undefined;
  if (node.opType === 'Neg') return { input: tensor, factor: -1, offset: 0, learned: false };
  const other = node.input.find((each) => each !== tensor);
  if (node.input.length !== 2 || other === undefined) return undefined;
  const number = numberBeside(node, scope, tensor, other);
  if (!number) return undefined;
  const made = combined(node.opType, node.input[0] === tensor, number.value);
  const learnedTerm = number.learned && node.opType !== 'Mul';
  if (!made || learnedTerm || !fits(made.factor) || !fits(made.offset)) return undefined;
  return { input: tensor, ...made, learned: number.learned };
}

/** The same of two operators, one behind the other. */
export function composed(first: LinearMap, then: LinearMap): LinearMap {
  return {
    input: first.input,
    factor: shortestDecimal(first.factor * then.factor),
    offset: shortestDecimal(first.offset * then.factor + then.offset),
    learned: first.learned || then.learned,
  };
}

/** The value of an operand that is a single number and does not give the tensor more axes. */
function numberBeside(node: NodeProto, scope: Scope, tensor: string, other: string) {
  const constant = scope.constantOf(other);
  const rank = dimsOf(scope, tensor)?.length ?? 4;
  const { dims } = constant ?? {};
  if (!constant || !dims || sizeOfDims(dims) !== 1 || dims.length > rank) return undefined;
  const learned = constant.learned && (dims.length > 0 || isParameterName(other));
  const value = scalarOf(constant) ?? (learned && node.opType === 'Mul' ? 1 : undefined);
  return value === undefined ? undefined : { value, learned };
}

/** Exporters name parameters by their path in the model, and numbers that they lift out of the graph otherwise. */
export function isParameterName(name: string): boolean {
  return /^[A-Za-z_]\w*(\.\w+)+$/.test(name);
}

function combined(operator: string, tensorFirst: boolean, value: number) {
  if (operator === 'Mul') return { factor: value, offset: 0 };
  if (operator === 'Div')
    return tensorFirst ? { factor: shortestDecimal(1 / value), offset: 0 } : undefined;
  if (operator === 'Add' || operator === 'Sum') return { factor: 1, offset: value };
  if (operator !== 'Sub') return undefined;
  return tensorFirst ? { factor: 1, offset: 0 - value } : { factor: -1, offset: value };
}

function fits(value: number): boolean {
  return Math.abs(value) <= LARGEST_FACTOR;
}
