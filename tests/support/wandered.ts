import { applyOperation } from '@/lib/document/apply';
import type { LayerGraph } from '@/lib/graph/graph';
import type { Draw } from './draw';
import { randomOperation } from './randomOperation';

/** The design after some random operations. New things get ids that begin with `name`. */
export function wandered(start: LayerGraph, draw: Draw, name: string, steps = 15): LayerGraph {
  let made = 0;
  let graph = start;
  for (let step = 0; step < steps; step++) {
    const around = { draw, newId: () => `${name}${made++}` };
    const applied = applyOperation(graph, randomOperation(graph, around));
    if (applied.outcome === 'applied') graph = applied.graph;
  }
  return graph;
}
