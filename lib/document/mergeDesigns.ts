import type { LayerGraph } from '@/lib/graph/graph';
import type { LeftOut, MergeConflict, MergePick, Settle, Sides } from './merge/conflict';
import { fitWires } from './merge/fitWires';
import { mergeGroups } from './merge/mergeGroups';
import { mergeLayers } from './merge/mergeLayers';
import { mergeSettings } from './merge/mergeSettings';
import { wantedWires } from './merge/wantedWires';
import { withinLimits } from './merge/withinLimits';
import type { Operation } from './operation';
import { operationsBetween } from './operationsBetween';

export interface MergeInput extends Sides {
  /** Whose value is taken where both designs changed a property, by the id of the conflict; ours when left out. */
  readonly picks?: ReadonlyMap<string, MergePick>;
}

export interface Merge {
  readonly merged: LayerGraph;
  /** What makes the merged design of ours; done in order, each takes effect. */
  readonly operations: readonly Operation[];
  /** What both designs changed, each in its own way. Does not depend on the picks, except for wires that would close a circle. */
  readonly conflicts: readonly MergeConflict[];
  /** What one of the designs drew and the merged one does not have, because it does not fit. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * Brings the changes that one design made since both parted over into the other: three-way, by
 * element and property. The merged design is always valid. PROTOCOL P15.
 */
export function mergeDesigns({ picks = new Map(), ...sides }: MergeInput): Merge {
  const conflicts: MergeConflict[] = [];
  const settle: Settle = (conflict) => {
    conflicts.push(conflict);
    return picks.get(conflict.id) ?? 'ours';
  };
  const layers = mergeLayers(sides, settle);
  const { nodes, groups, crowdedOut } = withinLimits(
    sides,
    layers.nodes,
    mergeGroups(sides, layers.nodes.values(), settle),
  );
  const settings = mergeSettings(sides, settle);
  const wires = wantedWires(sides, { ...layers, nodes }, settle);
  const bare = { nodes, groups, settings, edges: new Map() };
  const { edges, leftOut } = fitWires(sides, bare, wires, settle);
  const merged = { ...bare, edges };
  const operations = operationsBetween(sides.ours, merged);
  return { merged, operations, conflicts, leftOut: [...crowdedOut, ...leftOut] };
}
