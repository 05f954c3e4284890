import { layer } from '../../plan';
import { floatOf, intOf } from '../attributes';
import { isAll } from '../constant';
import { reshapedDims } from '../fold/reshapedDims';
import { dimsOf, soleConsumer } from '../scope';
import type { Pattern } from '../translator';
import { reshapeTarget } from '../translators/reshaping';
import { affineAfter } from './affineAfter';

/** Group normalisation as PyTorch writes it: the groups laid out as channels, normalised one by one, laid back. */
export const groupNormChain = {
  Reshape: (node, scope) => {
    const [input = ''] = node.input;
    const from = dimsOf(scope, input);
    const norm = soleConsumer(scope, node.output[0]);
    const back = soleConsumer(scope, norm?.output[0]);
    const [restored] = back?.output ?? [];
    if (norm?.opType !== 'InstanceNormalization' || back?.opType !== 'Reshape') return undefined;
    const target = from && reshapeTarget(node, scope);
    const grouped = target && reshapedDims(from, target, intOf(node, 'allowzero') === 1);
    if (!from || !grouped || !restored || scope.typeOf(input)?.layout !== 'chw') return undefined;
    const shape = reshapeTarget(back, scope);
    const to = shape && reshapedDims(grouped, shape, intOf(back, 'allowzero') === 1);
    const [, scale, shift] = norm.input.map((tensor) => scope.constantOf(tensor));
    if (to?.join() !== from.join() || !scale || !shift) return undefined;
    if (!isAll(scale, 1) || !isAll(shift, 0)) return undefined;
    const [, groups = 1] = grouped;
    const affine = affineAfter(scope, restored, from[1] ?? 0, from.length - 1);
    const epsilon = floatOf(norm, 'epsilon') ?? 1e-5;
    return {
      plan: layer('groupNorm', { groups, epsilon, affine: affine !== undefined }, input),
      covers: [node, norm, back, ...(affine?.covers ?? [])],
      output: affine?.output ?? restored,
    };
  },
} as const satisfies Record<string, Pattern>;
