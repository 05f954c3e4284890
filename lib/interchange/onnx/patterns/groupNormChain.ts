import { layer } from '../../plan';
import { floatOf } from '../attributes';
import { isAll } from '../constant';
import { dimsOf, soleConsumer } from '../scope';
import type { Pattern } from '../translator';
import { reshapedBy } from '../translators/reshaping';
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
    const grouped = from && reshapedBy(node, scope, from);
    if (!from || !grouped || !restored || scope.typeOf(input)?.layout !== 'chw') return undefined;
    const to = reshapedBy(back, scope, grouped);
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
