import type { Snapshot } from '@/lib/document/session';

/** Layers and wires that a process keeps in memory, over all designs. */
const DEFAULT_CAPACITY = 200_000;

/**
 * Documents that were used lately, each at some revision. Whoever takes one compares its revision
 * with the row of the design, and catches up from the log where it is behind.
 */
export interface DocumentCache {
  get(designId: string): Snapshot | undefined;
  /** Keeps a document that is committed. One that is older than what is kept is left aside. */
  put(designId: string, snapshot: Snapshot): void;
  forget(designId: string): void;
  clear(): void;
}

export function createDocumentCache(capacity = DEFAULT_CAPACITY): DocumentCache {
  const kept = new Map<string, Snapshot>();
  let size = 0;

  function forget(designId: string): void {
    const snapshot = kept.get(designId);
    if (!snapshot) return;
    kept.delete(designId);
    size -= sizeOf(snapshot);
  }

  return {
    get(designId) {
      const snapshot = kept.get(designId);
      if (!snapshot) return undefined;
      kept.delete(designId);
      kept.set(designId, snapshot);
      return snapshot;
    },
    put(designId, snapshot) {
      const known = kept.get(designId);
      if (known && known.revision > snapshot.revision) return;
      forget(designId);
      kept.set(designId, snapshot);
      size += sizeOf(snapshot);
      for (const oldest of kept.keys()) {
        if (size <= capacity || oldest === designId) break;
        forget(oldest);
      }
    },
    forget,
    clear() {
      kept.clear();
      size = 0;
    },
  };
}

function sizeOf({ graph }: Snapshot): number {
  return 1 + graph.nodes.size + graph.edges.size;
}
