import type { Group, GroupId, LayerGraph, LayerNode, NodeId } from '@/lib/graph/graph';
import { LIMITS } from '@/lib/graph/schemas';
import type { LeftOut, Sides } from './conflict';

type Parts = Pick<LayerGraph, 'nodes' | 'groups'>;

/** As many layers and blocks of a merged design as a design may hold: those of ours first. */
export function withinLimits(
  { ours }: Sides,
  allNodes: ReadonlyMap<NodeId, LayerNode>,
  allGroups: ReadonlyMap<GroupId, Group>,
): Parts & { readonly crowdedOut: readonly LeftOut[] } {
  const kept = firstOf(allNodes, ours.nodes, LIMITS.nodes);
  const inhabited = new Set([...kept.values()].map(({ group }) => group));
  const named = new Map([...allGroups].filter(([id]) => inhabited.has(id)));
  const groups = firstOf(named, ours.groups, LIMITS.groups);
  const nodes =
    groups.size === named.size
      ? kept
      : new Map([...kept].map(([id, node]) => [id, housed(node, groups)]));
  return {
    nodes,
    groups,
    crowdedOut: [
      ...told('layer', allNodes.size - kept.size, LIMITS.nodes),
      ...told('block', named.size - groups.size, LIMITS.groups),
    ],
  };
}

function firstOf<T>(
  all: ReadonlyMap<string, T>,
  ours: ReadonlyMap<string, T>,
  limit: number,
): ReadonlyMap<string, T> {
  if (all.size <= limit) return all;
  const entries = [...all];
  const mine = entries.filter(([id]) => ours.has(id));
  return new Map([...mine, ...entries.filter(([id]) => !ours.has(id))].slice(0, limit));
}

function housed(node: LayerNode, groups: Parts['groups']): LayerNode {
  return node.group === null || groups.has(node.group) ? node : { ...node, group: null };
}

function told(what: string, count: number, limit: number): readonly LeftOut[] {
  if (count === 0) return [];
  const who =
    count === 1 ? `1 ${what} of the other design is` : `${count} ${what}s of the other design are`;
  const sentence = `${who} left out: a design holds at most ${limit} ${what}s.`;
  return [{ id: `limit/${what}`, sentence }];
}
