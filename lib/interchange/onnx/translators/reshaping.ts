import { sameJson } from '@/lib/equal';
import { layer, opaque, type Plan, same } from '../../plan';
import { intOf, intsOf, stringOf } from '../attributes';
import { axesAt, namedAxes } from '../fold/axes';
import { broadcastDims } from '../fold/broadcastDims';
import { reshapedDims, squeezedDims, unsqueezedDims } from '../fold/reshapedDims';
import type { NodeProto } from '../onnx_pb';
import { dimsOf, type Scope } from '../scope';
import type { Translator } from '../translator';

/** Operators that read the same values under another shape. The batch has to stay the first axis. */
export const reshaping = {
  Reshape: (node, scope) => {
    const target = reshapeTarget(node, scope);
    if (!target) return declared(node, scope) ?? opaque('The shape that it asks for is not known.');
    const from = dimsOf(scope, node.input[0]);
    if (!from) return openReshape(node, scope, target);
    const dims = reshapedDims(from, target, intOf(node, 'allowzero') === 1);
    return dims
      ? reshapedTo(node, scope, dims)
      : opaque(`Its input does not hold the values of ${target.join('×')}.`);
  },
  Flatten: (node, scope) => {
    const from = dimsOf(scope, node.input[0]);
    const axis = intOf(node, 'axis') ?? 1;
    const counted = axis < 0 ? axis + (from?.length ?? 4) : axis;
    return counted === 1
      ? layer('flatten', {}, node.input[0] ?? '')
      : opaque('It flattens the batch, too.');
  },
  Squeeze: (node, scope) => {
    const from = dimsOf(scope, node.input[0]);
    const named = namedAxes(node, scope.constantOf(node.input[1]));
    if (!from) return declared(node, scope) ?? opaque('The shape of its input is not known.');
    const axes = named && axesAt(named, from.length);
    const sizes = axes ?? from.flatMap((size, axis) => (size === 1 && axis > 0 ? [axis] : []));
    return reshapedTo(node, scope, squeezedDims(from, sizes));
  },
  Unsqueeze: (node, scope) => {
    const from = dimsOf(scope, node.input[0]);
    const named = namedAxes(node, scope.constantOf(node.input[1]));
    const axes = from && named && axesAt(named, from.length + named.length);
    if (!axes) return declared(node, scope) ?? opaque('The shape of its input is not known.');
    return reshapedTo(node, scope, unsqueezedDims(from, axes));
  },
  Expand: (node, scope) => {
    const from = dimsOf(scope, node.input[0]);
    const target = scope.constantOf(node.input[1])?.numbers;
    const dims = from && target && broadcastDims([from, target]);
    if (!dims) return opaque('The shape that it asks for is not known.');
    if (sameJson(dims, from) || stretchesAnyway(node, scope, dims))
      return same(node.input[0] ?? '');
    return repeated(node, scope, dims) ?? opaque('It repeats its input along an axis.');
  },
  SpaceToDepth: (node) =>
    layer(
      'spaceToDepth',
      { block: intOf(node, 'blocksize') ?? 1, order: 'positions' },
      node.input[0] ?? '',
    ),
  DepthToSpace: (node) => {
    const order = stringOf(node, 'mode') === 'CRD' ? 'channels' : 'positions';
    const block = intOf(node, 'blocksize') ?? 1;
    return layer('depthToSpace', { block, order }, node.input[0] ?? '');
  },
  Transpose: (node, scope) => {
    const order = transposeOrder(node, scope);
    if (!order) return opaque('The order of its axes is not known.');
    if (order[0] !== 0) return opaque('It moves the batch axis.');
    if (order.every((axis, place) => axis === place)) return same(node.input[0] ?? '');
    return layer('permute', { order: order.slice(1).map((axis) => axis - 1) }, node.input[0] ?? '');
  },
} as const satisfies Record<string, Translator>;

/** Whether all that reads an Expand is a product or a sum with something that has its size already. */
function stretchesAnyway(node: NodeProto, scope: Scope, dims: readonly number[]): boolean {
  const [output = ''] = node.output;
  const readers = scope.consumersOf(output);
  if (scope.isOutput(output) || readers.length === 0) return false;
  return readers.every(({ opType, input }) => {
    const other = input.find((tensor) => tensor !== output);
    const joins = (opType === 'Mul' || opType === 'Add') && input.length === 2;
    return joins && sameJson(dimsOf(scope, other) ?? [], dims);
  });
}

/** A map of one position, repeated over a larger one. */
function repeated(node: NodeProto, scope: Scope, dims: readonly number[]): Plan | undefined {
  const [input = ''] = node.input;
  const from = dimsOf(scope, input) ?? [];
  const [batch, channels, rows = 1, columns = 1] = dims;
  const alone = scope.typeOf(input)?.layout === 'chw' && from[2] === 1 && from[3] === 1;
  if (!alone || batch !== from[0] || channels !== from[1]) return undefined;
  return layer('upsample2d', { factor: [rows, columns], mode: 'nearest' }, input);
}

/** The sizes that a Reshape asks for, as it states them. */
export function reshapeTarget(node: NodeProto, scope: Scope): readonly number[] | undefined {
  return intsOf(node, 'shape') ?? scope.constantOf(node.input[1])?.numbers;
}

/** The sizes that a Reshape makes of the given ones; undefined where they are not known, or do not hold the same values. */
export function reshapedBy(
  node: NodeProto,
  scope: Scope,
  from: readonly number[],
): readonly number[] | undefined {
  const target = reshapeTarget(node, scope);
  return target && reshapedDims(from, target, intOf(node, 'allowzero') === 1);
}

/** The axes of a Transpose in their new order, the batch included; reversed where it names none. */
export function transposeOrder(node: NodeProto, scope: Scope): readonly number[] | undefined {
  const named = intsOf(node, 'perm');
  const from = dimsOf(scope, node.input[0]);
  return named ?? from?.map((_size, place) => from.length - 1 - place);
}

/** The layer that brings an input to the given sizes, batch included. */
function reshapedTo(node: NodeProto, scope: Scope, dims: readonly number[]): Plan {
  const [input = ''] = node.input;
  const [batch, ...shape] = dims;
  if (batch !== scope.batch || shape.length === 0) return opaque('It moves the batch axis.');
  const type = scope.typeOf(input);
  if (type && sameJson(type.shape, shape)) return same(input);
  return shape.length === 1 ? layer('flatten', {}, input) : layer('reshape', { shape }, input);
}

/** The same by the sizes that the file declares for the output. */
function declared(node: NodeProto, scope: Scope): Plan | undefined {
  const shape = scope.declaredOf(node.output[0]);
  return shape && reshapedTo(node, scope, [scope.batch, ...shape]);
}

/** A reshape of something whose shape is not known: possible where the target says enough. */
function openReshape(node: NodeProto, scope: Scope, target: readonly number[]): Plan {
  const [batch = 0, ...shape] = target;
  const keepsBatch = batch === scope.batch || batch === 0 || batch === -1;
  const open = target.filter((size) => size === -1).length;
  if (!keepsBatch || open > 1 || shape.includes(0) || shape.length === 0)
    return declared(node, scope) ?? opaque('The shape of its input is not known.');
  if (shape.length === 1) return layer('flatten', {}, node.input[0] ?? '');
  return layer('reshape', { shape }, node.input[0] ?? '');
}
