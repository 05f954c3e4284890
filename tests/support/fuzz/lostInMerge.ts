import type { Sides } from '@/lib/document/merge/conflict';
import type { Merge } from '@/lib/document/mergeDesigns';
import { sameJson } from '@/lib/equal';
import type { LayerNode } from '@/lib/graph/graph';

/** What one side alone changed in the layers and is not so in the merged design, nor told as a conflict. PROTOCOL P15. */
export function lostInMerge(
  sides: Sides,
  { merged, conflicts, leftOut }: Merge,
): readonly string[] {
  const { base, ours, theirs } = sides;
  const told = [...conflicts, ...leftOut].map(({ id }) => id);
  const ids = new Set([...base.nodes.keys(), ...ours.nodes.keys(), ...theirs.nodes.keys()]);
  return [...ids].flatMap((id) => {
    const properties = [base, ours, theirs, merged].map(({ nodes }) => flat(nodes.get(id)));
    const [before, mine, other, result] = properties as [Flat, Flat, Flat, Flat];
    const names = new Set(properties.flatMap((each) => [...each.keys()]));
    return [...names]
      .filter((name) => {
        const stands = sameJson(before.get(name), mine.get(name)) ? other : mine;
        const contested = stands === mine && !sameJson(before.get(name), other.get(name));
        return !contested && !sameJson(stands.get(name), result.get(name));
      })
      .filter((name) => !told.some((each) => isAbout(each, id, name)))
      .map((name) => `merging loses the ${name} of ${id}`);
  });
}

type Flat = ReadonlyMap<string, unknown>;

/** Existence, kind, name, place and parameters of a layer. Its block follows from other layers too, and is left out. */
function flat(node: LayerNode | undefined): Flat {
  if (!node) return new Map();
  const { id, kind, name, position, params } = node;
  const named = Object.entries(params).map(([key, value]) => [`params.${key}`, value] as const);
  return new Map<string, unknown>([
    ['layer', id],
    ...named,
    ...Object.entries({ kind, name, position }),
  ]);
}

/** Whether a conflict is about a property of a layer, or about the layer or its kind as a whole. */
function isAbout(conflict: string, id: string, name: string): boolean {
  const whole = [`layer/${id}`, `layer/${id}/kind`];
  return whole.includes(conflict) || conflict === `layer/${id}/${name}`;
}
