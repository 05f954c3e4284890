import type { Combination } from '@/lib/layers/kinds/combine';
import { layer, opaque, type Plan, same } from '../../plan';
import { intOf } from '../attributes';
import { besideChannelVector } from '../channelVector';
import { isAll } from '../constant';
import { axisAt } from '../fold/evaluator';
import { type LinearMap, linearMap } from '../linearMap';
import type { NodeProto } from '../onnx_pb';
import { dimsOf, type Scope } from '../scope';
import type { Translator } from '../translator';

/** Where branches meet, and arithmetic with constants that changes nothing. */
export const joining = {
  Add: (node, scope) => join(node, scope, 'add', 0),
  Sum: (node, scope) => join(node, scope, 'add', 0),
  Mul: (node, scope) => join(node, scope, 'multiply', 1),
  Max: (node, scope) => combined(node, scope, 'maximum'),
  Min: (node, scope) => combined(node, scope, 'minimum'),
  Mean: (node, scope) => combined(node, scope, 'average'),
  Sub: (node, scope) =>
    difference(node, scope) ??
    unchanged(node, scope, 0) ??
    byNumber(node, scope) ??
    opaque('Layerboard has no layer that subtracts.'),
  Div: (node, scope) =>
    unchanged(node, scope, 1) ??
    byNumber(node, scope) ??
    opaque('Layerboard has no layer that divides.'),
  Neg: (node, scope) => byNumber(node, scope) ?? opaque('Layerboard has no layer that subtracts.'),
  Concat: (node, scope) => {
    const { input } = node;
    const [first = ''] = input;
    if (!input.every((tensor) => scope.isActivation(tensor)))
      return opaque('It joins computed values with constants.');
    const axis = axisName(node, scope, first);
    return axis
      ? layer('concat', { axis }, ...input)
      : opaque('It joins along an axis that is none of a map.');
  },
} as const satisfies Record<string, Translator>;

const AXES = {
  chw: [undefined, 'channels', 'height', 'width'],
  hwc: [undefined, 'height', 'width', 'channels'],
  flat: [undefined, 'channels'],
  other: [],
} as const;

function axisName(node: NodeProto, scope: Scope, tensor: string) {
  const layout = scope.typeOf(tensor)?.layout ?? 'chw';
  const rank = dimsOf(scope, tensor)?.length ?? 4;
  const axis = axisAt(intOf(node, 'axis') ?? 1, rank);
  return axis === undefined ? undefined : AXES[layout][axis];
}

/** Values picked or averaged over several computed tensors. */
function combined(node: NodeProto, scope: Scope, operation: Combination): Plan {
  const { input } = node;
  const [only = ''] = input;
  if (!input.every((tensor) => scope.isActivation(tensor)))
    return opaque('It compares computed values with constants.');
  return input.length === 1 ? same(only) : layer('combine', { operation }, ...input);
}

/** One computed tensor taken from another. */
function difference(node: NodeProto, scope: Scope): Plan | undefined {
  const computed = node.input.every((tensor) => scope.isActivation(tensor));
  return computed ? layer('combine', { operation: 'difference' }, ...node.input) : undefined;
}

function join(node: NodeProto, scope: Scope, kind: 'add' | 'multiply', neutral: number): Plan {
  const { input } = node;
  const [only = ''] = input;
  if (input.length === 1) return same(only);
  if (input.every((tensor) => scope.isActivation(tensor))) return layer(kind, {}, ...input);
  const plain = unchanged(node, scope, neutral);
  if (plain) return plain;
  const beside = besideChannelVector(node, scope);
  if (beside) return layer('affine', kind === 'add' ? { scale: false, shift: true } : {}, beside);
  const number = byNumber(node, scope);
  if (number) return number;
  const verb = kind === 'add' ? 'adds a constant' : 'multiplies by a constant';
  return opaque(`It ${verb} that is not one learned value for each channel.`);
}

/** The layer that multiplies by one number and adds another one, where an operator does just that. */
function byNumber(node: NodeProto, scope: Scope): Plan | undefined {
  const map = linearMap(node, scope);
  return map && scaled(map);
}

/** The layer that a linear map is. */
export function scaled({ input, ...params }: LinearMap): Plan {
  return layer('scale', params, input);
}

/** The first operand, when all the others are constants that do not change it. */
function unchanged(node: NodeProto, scope: Scope, neutral: number): Plan | undefined {
  const active = node.input.filter((tensor) => scope.isActivation(tensor));
  const [tensor] = active;
  const dims = dimsOf(scope, tensor);
  if (active.length !== 1 || tensor === undefined) return undefined;
  if (node.opType !== 'Add' && node.opType !== 'Mul' && node.input[0] !== tensor) return undefined;
  for (const other of node.input) {
    const constant = scope.constantOf(other);
    if (other === tensor || !constant) continue;
    const rank = constant.dims?.length ?? Number.POSITIVE_INFINITY;
    const small = rank === 0 || (dims !== undefined && fitsInto(constant.dims ?? [], dims));
    if (!small || !isAll(constant, neutral)) return undefined;
  }
  return same(tensor);
}

/** Whether a constant stretches to a tensor without making it larger. */
function fitsInto(constant: readonly number[], dims: readonly number[]): boolean {
  const missing = dims.length - constant.length;
  return (
    missing >= 0 && constant.every((size, axis) => size === 1 || size === dims[axis + missing])
  );
}
