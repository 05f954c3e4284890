import type { ActivationName } from '@/lib/layers/kinds/activation';
import { layer, opaque, type Plan } from '../../plan';
import { floatOf, intOf } from '../attributes';
import { isChannelVector } from '../channelVector';
import { scalarOf, sizeOfDims } from '../constant';
import { axisAt } from '../fold/evaluator';
import type { NodeProto } from '../onnx_pb';
import { dimsOf, type Scope } from '../scope';
import type { Translator } from '../translator';

/** Functions of each value, and softmax. */
export const activation = {
  Relu: plain('relu'),
  Sigmoid: plain('sigmoid'),
  Tanh: plain('tanh'),
  HardSwish: plain('hardSwish'),
  Gelu: plain('gelu'),
  Mish: plain('mish'),
  Softplus: plain('softplus'),
  Selu: (node) =>
    Math.abs((floatOf(node, 'alpha') ?? 1.67326) - 1.67326) < 1e-5 &&
    Math.abs((floatOf(node, 'gamma') ?? 1.0507) - 1.0507) < 1e-5
      ? layer('activation', { function: 'selu' }, node.input[0] ?? '')
      : opaque('Its numbers are not those of the paper.'),
  Celu: (node) =>
    (floatOf(node, 'alpha') ?? 1) === 1
      ? sloped(node, 'elu', 1)
      : opaque('Its curve is not that of an ELU.'),
  PRelu: (node, scope) => parametric(node, scope),
  LeakyRelu: (node) => sloped(node, 'leakyRelu', floatOf(node, 'alpha') ?? 0.01),
  Elu: (node) => sloped(node, 'elu', floatOf(node, 'alpha') ?? 1),
  Swish: (node) =>
    (floatOf(node, 'alpha') ?? 1) === 1
      ? layer('activation', { function: 'silu' }, node.input[0] ?? '')
      : opaque('Its sigmoid is scaled.'),
  HardSigmoid: (node) =>
    isSixth(floatOf(node, 'alpha') ?? 0.2) && (floatOf(node, 'beta') ?? 0.5) === 0.5
      ? layer('activation', { function: 'hardSigmoid' }, node.input[0] ?? '')
      : opaque('Its slope is not 1/6, or its middle is not 1/2.'),
  Clip: (node, scope) => {
    const { low, high } = clipBounds(node, scope);
    if (low === 0 && high === 6)
      return layer('activation', { function: 'relu6' }, node.input[0] ?? '');
    if (low === 0 && high === Number.POSITIVE_INFINITY)
      return layer('activation', { function: 'relu' }, node.input[0] ?? '');
    return opaque('It cuts values off at other bounds than 0 and 6.');
  },
  Softmax: (node, scope) => softmax(node, scope, false),
  LogSoftmax: (node, scope) => softmax(node, scope, true),
} as const satisfies Record<string, Translator>;

function plain(name: ActivationName): Translator {
  return (node) => layer('activation', { function: name }, node.input[0] ?? '');
}

/** A slope for each channel, or one for all. One that nobody learns is a leaky ReLU's. */
function parametric(node: NodeProto, scope: Scope): Plan {
  const [input = '', slope] = node.input;
  const constant = scope.constantOf(slope);
  const single = constant?.dims && sizeOfDims(constant.dims) === 1;
  if (single && !constant.learned) {
    const value = scalarOf(constant);
    if (value !== undefined) return sloped(node, 'leakyRelu', value);
  }
  if (isChannelVector(scope, slope, input)) return layer('prelu', {}, input);
  return single
    ? layer('prelu', { slopes: 'layer' }, input)
    : opaque('Its slopes are not one learned value for each channel.');
}

function sloped(node: NodeProto, name: ActivationName, slope: number): Plan {
  return layer('activation', { function: name, slope }, node.input[0] ?? '');
}

/** Whether a number is a sixth, as far as 32 bits tell. */
export function isSixth(value: number): boolean {
  return Math.abs(value - 1 / 6) < 1e-6;
}

/** The bounds of a Clip: attributes before opset 11, inputs since; undefined where they are not known. */
export function clipBounds(
  node: NodeProto,
  scope: Scope,
): { readonly low: number | undefined; readonly high: number | undefined } {
  const [, lowInput, highInput] = node.input;
  return {
    low: bound(floatOf(node, 'min'), lowInput, Number.NEGATIVE_INFINITY, scope),
    high: bound(floatOf(node, 'max'), highInput, Number.POSITIVE_INFINITY, scope),
  };
}

/** The largest 32-bit float, which exporters write for no bound at all. */
const LARGEST_FLOAT = 3.4e38;

function bound(
  attribute: number | undefined,
  input: string | undefined,
  none: number,
  scope: Scope,
): number | undefined {
  const value = input ? scalarOf(scope.constantOf(input)) : (attribute ?? none);
  return value !== undefined && Math.abs(value) >= LARGEST_FLOAT ? none : value;
}

/** Softmax over the channels of each position. Before opset 13 it ran over all axes from the named one on. */
function softmax(node: NodeProto, scope: Scope, logarithm: boolean): Plan {
  const [input = ''] = node.input;
  const type = scope.typeOf(input);
  const dims = dimsOf(scope, input);
  const joint = scope.opset < 13;
  const axis = intOf(node, 'axis') ?? (joint ? 1 : -1);
  if (type && dims) {
    const index = axisAt(axis, dims.length);
    const channels = type.layout === 'hwc' ? 3 : 1;
    const others = dims.slice((index ?? 0) + 1).some((size) => size > 1);
    if (index !== channels || type.layout === 'other' || (joint && others))
      return opaque('It does not run over the channels of each position.');
  }
  return layer('softmax', { logarithm }, input);
}
