import type { LayerGraph } from '@/lib/graph/graph';

/** A name that no layer has yet: the stem with the next free number, as `conv3`. */
export function freshName(
  graph: LayerGraph,
  stem: string,
  alsoTaken: readonly string[] = [],
): string {
  const taken = new Set([...[...graph.nodes.values()].map(({ name }) => name), ...alsoTaken]);
  let count = 1;
  while (taken.has(`${stem}${count}`)) count++;
  return `${stem}${count}`;
}
