import type { Edge, Group, LayerGraph, LayerNode } from '@/lib/graph/graph';

/** The parts of a graph that stand in tables of their own. */
interface Parts {
  readonly nodes: LayerNode;
  readonly edges: Edge;
  readonly groups: Group;
}

type PartName = keyof Parts;

const PART_NAMES: readonly PartName[] = ['nodes', 'edges', 'groups'];

/** Ordinals of what one operation adds; more elements than a design can hold. */
const PER_REVISION = 65_536;

/** An element as it has to be written. */
export interface Put<T> {
  readonly value: T;
  /** Revision of the operation that changed it last. */
  readonly revision: number;
  /** Its place, when it is new; one that was there keeps its place. */
  readonly ordinal: number | undefined;
}

/** What became of the elements of one kind. */
export interface PartChanges<T> {
  readonly put: Map<string, Put<T>>;
  readonly removed: Set<string>;
}

/** What a run of operations changed, element by element, so that only that is written. */
export type Changes = { readonly [Part in PartName]: PartChanges<Parts[Part]> };

export function noChanges(): Changes {
  return {
    nodes: { put: new Map(), removed: new Set() },
    edges: { put: new Map(), removed: new Set() },
    groups: { put: new Map(), removed: new Set() },
  };
}

/** Place of an element among those that a revision added. Revision 0 is the document as it began. */
export function ordinalOf(revision: number, index: number): number {
  return revision * PER_REVISION + index;
}

/**
 * Adds what one operation changed. It asks the graphs and not the operation, so that it need not
 * know any operation: the reducer shares what it leaves alone.
 */
export function addChanges(
  changes: Changes,
  before: LayerGraph,
  after: LayerGraph,
  revision: number,
): void {
  for (const part of PART_NAMES) {
    if (before[part] !== after[part]) {
      addPart<Parts[PartName]>(changes[part], before[part], after[part], revision);
    }
  }
}

function addPart<T>(
  { put, removed }: PartChanges<T>,
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  revision: number,
): void {
  let added = 0;
  for (const [id, value] of after) {
    const was = before.get(id);
    if (was === value) continue;
    const ordinal = was === undefined ? ordinalOf(revision, added++) : put.get(id)?.ordinal;
    put.set(id, { value, revision, ordinal });
    removed.delete(id);
  }
  if (before.size + added === after.size) return;
  for (const id of before.keys()) {
    if (after.has(id)) continue;
    put.delete(id);
    removed.add(id);
  }
}
