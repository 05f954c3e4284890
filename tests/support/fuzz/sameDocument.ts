import { sameJson } from '@/lib/equal';
import type { LayerGraph } from '@/lib/graph/graph';

const PARTS = ['nodes', 'edges', 'groups'] as const;

/** Whether two documents hold the same things, in whatever order. */
export function sameContent(a: LayerGraph, b: LayerGraph): boolean {
  if (a === b) return true;
  if (!sameJson(a.settings, b.settings)) return false;
  return PARTS.every((part) => {
    const left: ReadonlyMap<string, unknown> = a[part];
    const right: ReadonlyMap<string, unknown> = b[part];
    if (left === right) return true;
    if (left.size !== right.size) return false;
    for (const [id, thing] of left)
      if (!right.has(id) || !sameJson(thing, right.get(id))) return false;
    return true;
  });
}

/** Whether two documents hold the same things in the same order. */
export function sameDocument(a: LayerGraph, b: LayerGraph): boolean {
  return sameContent(a, b) && PARTS.every((part) => sameOrder(a[part], b[part]));
}

function sameOrder(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean {
  if (a === b) return true;
  const right = b.keys();
  for (const id of a.keys()) if (right.next().value !== id) return false;
  return true;
}
