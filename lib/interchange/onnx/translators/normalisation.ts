import { layer, opaque } from '../../plan';
import { shortestDecimal } from '../../shortestDecimal';
import { floatOf, intOf } from '../attributes';
import { isAll } from '../constant';
import { axisAt } from '../fold/evaluator';
import type { NodeProto } from '../onnx_pb';
import { dimsOf, type Scope } from '../scope';
import type { Translator } from '../translator';

/** Normalisations. */
export const normalisation = {
  BatchNormalization: (node, scope) => {
    const [input = '', scale] = node.input;
    if (intOf(node, 'spatial') === 0) return opaque('It normalises every position on its own.');
    const type = scope.typeOf(input);
    const values = scope.constantOf(scale)?.dims?.[0];
    const fits = !type || (type.layout !== 'hwc' && type.shape[0] === values);
    if (!fits) return opaque('Its scale is not one value for each channel.');
    const momentum = shortestDecimal(1 - (floatOf(node, 'momentum') ?? 0.9));
    const epsilon = floatOf(node, 'epsilon') ?? 1e-5;
    return layer('batchNorm', { affine: learns(node, scope), epsilon, momentum }, input);
  },
  InstanceNormalization: (node, scope) => {
    const [input = '', scale] = node.input;
    const channels = scope.constantOf(scale)?.dims?.[0];
    if (!channels || scope.typeOf(input)?.layout === 'hwc')
      return opaque('Its scale is not one value for each channel.');
    const epsilon = floatOf(node, 'epsilon') ?? 1e-5;
    return layer('groupNorm', { groups: channels, affine: learns(node, scope), epsilon }, input);
  },
  GroupNormalization: (node, scope) => {
    const [input = '', scale] = node.input;
    const groups = intOf(node, 'num_groups') ?? 1;
    const values = scope.constantOf(scale)?.dims?.[0];
    if (scope.typeOf(input)?.shape[0] !== values || scope.typeOf(input)?.layout === 'hwc')
      return opaque('Its scale is not one value for each channel.');
    return layer('groupNorm', { groups, epsilon: floatOf(node, 'epsilon') ?? 1e-5 }, input);
  },
  LayerNormalization: (node, scope) => {
    const [input = '', , shift] = node.input;
    const type = scope.typeOf(input);
    const rank = dimsOf(scope, input)?.length;
    if (!type || rank === undefined) return opaque('The shape of its input is not known.');
    if (!shift) return opaque('It scales without a shift.');
    const axis = axisAt(intOf(node, 'axis') ?? -1, rank);
    const epsilon = floatOf(node, 'epsilon') ?? 1e-5;
    const affine = learns(node, scope);
    const last = axis === rank - 1 && (type.layout === 'hwc' || type.layout === 'flat');
    if (last) return layer('layerNorm', { over: 'channels', affine, epsilon }, input);
    if (axis === 1 && type.layout !== 'other')
      return layer('layerNorm', { over: 'all', affine, epsilon }, input);
    return opaque('It normalises neither the channels of each position nor the whole sample.');
  },
  LRN: (node) =>
    layer(
      'localResponseNorm',
      {
        size: intOf(node, 'size') ?? 1,
        alpha: floatOf(node, 'alpha') ?? 1e-4,
        beta: floatOf(node, 'beta') ?? 0.75,
        k: floatOf(node, 'bias') ?? 1,
      },
      node.input[0] ?? '',
    ),
} as const satisfies Record<string, Translator>;

/** Whether a norm learns its scale and shift: not when they are ones and zeros written into the graph. */
export function learns(node: NodeProto, scope: Scope): boolean {
  const [, scale, shift] = node.input.map((tensor) => scope.constantOf(tensor));
  const written = scale?.learned === false && shift?.learned === false;
  return !(written && isAll(scale, 1) && isAll(shift, 0));
}
