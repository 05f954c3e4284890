import type { KindName } from '@/lib/layers/catalogue';
import { kindOf } from '@/lib/layers/catalogue';

/** The colour of a layer: one for each group of the palette, in the light and the dark scheme. */
export function tintOf(layer: { readonly kind: KindName }): string {
  return `var(--lb-group-${kindOf(layer).group.toLowerCase()})`;
}
