import { sameJson } from '@/lib/equal';
import type { Edge, LayerGraph, LayerNode, NodeId } from '@/lib/graph/graph';
import type { MergePick, Settle, Sides } from './conflict';
import { drawnWires } from './drawnWires';
import { mergeLayer } from './mergeLayer';

export interface MergedLayers {
  readonly nodes: ReadonlyMap<NodeId, LayerNode>;
  /** Layers that stay although one design removed them, by the design that has them. */
  readonly kept: ReadonlyMap<NodeId, MergePick>;
}

/**
 * The layers of a merged design. A layer that one design removed is gone, unless the other one
 * changed it or drew a wire to it: then it is a conflict. To move a layer or to put it into a block
 * is no change that would keep it.
 */
export function mergeLayers(sides: Sides, settle: Settle): MergedLayers {
  const { base, ours, theirs } = sides;
  const drawn = {
    ours: drawnWires(base, ours.edges.values()),
    theirs: drawnWires(base, theirs.edges.values()),
  };
  const nodes = new Map<NodeId, LayerNode>();
  const kept = new Map<NodeId, MergePick>();
  for (const id of new Set([...ours.nodes.keys(), ...theirs.nodes.keys()])) {
    const [mine, other] = [ours.nodes.get(id), theirs.nodes.get(id)];
    if (mine && other) {
      nodes.set(id, mergeLayer({ sides, drawn, ours: mine, theirs: other }, settle));
      continue;
    }
    const [has, node] = mine ? (['ours', mine] as const) : (['theirs', other] as const);
    if (!node) continue;
    const before = base.nodes.get(id);
    if (!before) nodes.set(id, node);
    else if (isChanged(before, node, drawn[has]) && settle(removal(node, has, base)) === has) {
      nodes.set(id, node);
      kept.set(id, has);
    }
  }
  return { nodes, kept };
}

function isChanged(before: LayerNode, node: LayerNode, drawn: readonly Edge[]): boolean {
  const told = ({ name, kind, params, origin }: LayerNode) => ({ name, kind, params, origin });
  return (
    !sameJson(told(before), told(node)) ||
    drawn.some(({ source, target }) => source === node.id || target === node.id)
  );
}

function removal(node: LayerNode, has: MergePick, base: LayerGraph) {
  const name = base.nodes.get(node.id)?.name ?? node.name;
  const [changed, removed] =
    has === 'ours' ? ['here', 'in the other design'] : ['in the other design', 'here'];
  return {
    id: `layer/${node.id}`,
    element: { type: 'layer', id: node.id },
    property: 'Layer',
    base: 'there',
    ours: has === 'ours' ? 'changed' : 'removed',
    theirs: has === 'ours' ? 'removed' : 'changed',
    sentence: `“${name}” was changed ${changed} and removed ${removed}.`,
  } as const;
}
