import type { Edge, EdgeId, GroupId, LayerGraph, NodeId } from '@/lib/graph/graph';

/** Which of two designs a value is taken from: the one that takes the changes in, or the other one. */
export type MergePick = 'ours' | 'theirs';

/** What two designs do not agree on. */
export type MergeElement =
  | { readonly type: 'layer'; readonly id: NodeId }
  | { readonly type: 'wire'; readonly id: EdgeId }
  | { readonly type: 'block'; readonly id: GroupId }
  | { readonly type: 'settings' };

/** A property that both designs changed since they parted, each in its own way. PROTOCOL P15. */
export interface MergeConflict {
  /** Names the element and the property: what a pick is stored under. */
  readonly id: string;
  readonly element: MergeElement;
  /** What the inspector calls the property; `Layer` where one design removed what the other changed. */
  readonly property: string;
  /** The value where the designs parted, as a person reads it; null where there was none. */
  readonly base: string | null;
  readonly ours: string;
  readonly theirs: string;
  readonly sentence: string;
}

/** Something that the merged design cannot have, with the sentence that says why. */
export interface LeftOut {
  readonly id: string;
  readonly sentence: string;
}

/** The three designs of a merge. */
export interface Sides {
  /** The document where the two designs parted. */
  readonly base: LayerGraph;
  readonly ours: LayerGraph;
  readonly theirs: LayerGraph;
}

/** Notes a conflict and answers with whose value is taken. */
export type Settle = (conflict: MergeConflict) => MergePick;

/** A wire that a merged design should have. */
export interface WantedWire {
  readonly edge: Edge;
  /** Whether both designs added a wire at its slot of a join: then it goes to the next free one. */
  readonly displaced: boolean;
}
