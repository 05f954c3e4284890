import { type Layer, makeLayer } from '@/lib/layers/catalogue';
import type { PlacedLayer, RuleContext } from '../context';

/** What several rules ask of a layer by the name of its kind. No rule itself. */

export function isBatchNorm({ node }: PlacedLayer): boolean {
  return node.kind === 'batchNorm';
}

/** Whether the layer only scales or shifts each channel by constants. */
export function isAffine({ node }: PlacedLayer): boolean {
  return node.kind === 'affine';
}

/** Functions that end in a narrow range on both sides, where their gradient vanishes. */
export function isSquashing(name: string): boolean {
  return /sigmoid|tanh/i.test(name);
}

/** A new activation like the design's own first one that does not squash; a ReLU where it has none. */
export function usualActivation({ layers }: RuleContext): Layer {
  for (const { node } of layers) {
    if (node.kind === 'activation' && !isSquashing(node.params.function))
      return makeLayer('activation', node.params);
  }
  return makeLayer('activation', {});
}
