import type { NodeId } from '@/lib/graph/graph';
import type { Sides } from './conflict';

/** What one of the designs calls a layer, or else any of them; in quotes. */
export function nameIn(sides: Sides, id: NodeId, side: keyof Sides = 'ours'): string {
  const node = [sides[side], sides.ours, sides.theirs, sides.base]
    .map(({ nodes }) => nodes.get(id))
    .find((found) => found !== undefined);
  return node ? `“${node.name}”` : 'a layer that is gone';
}
