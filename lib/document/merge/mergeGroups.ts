import type { Group, GroupId, LayerNode } from '@/lib/graph/graph';
import type { Settle, Sides } from './conflict';
import { disagreement } from './disagreement';
import { threeWay } from './threeWay';

/** The groups that the layers of a merged design are in, each with the name that stands. */
export function mergeGroups(
  sides: Sides,
  layers: Iterable<LayerNode>,
  settle: Settle,
): ReadonlyMap<GroupId, Group> {
  const named = new Map<GroupId, Group>();
  const { base, ours, theirs } = sides;
  for (const id of new Set([...ours.groups.keys(), ...theirs.groups.keys()])) {
    const [before, mine, other] = [base.groups.get(id), ours.groups.get(id), theirs.groups.get(id)];
    const group = mine && other ? oneOf(before, mine, other, settle) : (mine ?? other);
    if (group) named.set(id, group);
  }
  const inhabited = new Set([...layers].map(({ group }) => group));
  return new Map([...named].filter(([id]) => inhabited.has(id)));
}

function oneOf(base: Group | undefined, ours: Group, theirs: Group, settle: Settle): Group {
  const stands = threeWay(base, ours, theirs);
  if (stands !== 'conflict') return stands === 'ours' ? ours : theirs;
  const conflict = disagreement({
    id: `block/${ours.id}/name`,
    element: { type: 'block', id: ours.id },
    property: 'Name',
    of: `the block “${base?.name ?? ours.name}”`,
    base: base ? `“${base.name}”` : null,
    ours: `“${ours.name}”`,
    theirs: `“${theirs.name}”`,
  });
  return settle(conflict) === 'ours' ? ours : theirs;
}
