import type { RuleContext } from './context';
import type { Threshold } from './rule';
import { mapOf } from './traits';

/** The shorter side of the largest map that enters the network, in pixels; undefined where none does. */
export function imageSide({ layers }: RuleContext): number | undefined {
  let side: number | undefined;
  for (const { report } of layers) {
    const map = report.inputs.length === 0 ? mapOf(report.facts.outputs[0]) : undefined;
    if (map) side = Math.max(side ?? 0, Math.min(map.height, map.width));
  }
  return side;
}

/** Sides from which images count as large, small and tiny, in pixels; below, rules about maps are silent. */
export const IMAGE_SIZES = { large: 64, small: 32, tiny: 16 } as const;

/** The threshold for images of this side. */
export function forImage(
  side: number,
  limits: { readonly [Size in keyof typeof IMAGE_SIZES]: Threshold },
): Threshold | undefined {
  if (side >= IMAGE_SIZES.large) return limits.large;
  if (side >= IMAGE_SIZES.small) return limits.small;
  return side >= IMAGE_SIZES.tiny ? limits.tiny : undefined;
}
