import type { LayerGraph } from '@/lib/graph/graph';
import { readGraph } from '@/lib/graph/stored';

/**
 * A graph that this server stored, through the same reader as every other graph, so that layers
 * which were stored before a parameter existed get its default.
 */
export function readStored(designId: string, stored: unknown): LayerGraph {
  const graph = readGraph(stored);
  if (!graph.ok) throw new Error(`The stored design ${designId} cannot be read: ${graph.error}`);
  return graph.value;
}
