import { EMPTY_GRAPH, type LayerGraph, type NodeId, type Point } from '@/lib/graph/graph';
import { readGraph, storeGraph } from '@/lib/graph/stored';
import { newId } from '@/lib/ids';
import { err, ok, type Result } from '@/lib/result';
import type { Operation } from '../operation';
import { freshName } from './freshName';

/** Layers as text for the clipboard, with the wires among them: a small design in the stored form. */
export function copyLayers(graph: LayerGraph, ids: ReadonlySet<NodeId>): string {
  const nodes = new Map(
    [...graph.nodes]
      .filter(([id]) => ids.has(id))
      .map(([id, node]) => [id, { ...node, group: null }]),
  );
  const edges = new Map(
    [...graph.edges].filter(([, { source, target }]) => ids.has(source) && ids.has(target)),
  );
  return JSON.stringify(storeGraph({ ...EMPTY_GRAPH, nodes, edges, settings: graph.settings }));
}

export interface Pasted {
  readonly ids: readonly NodeId[];
  readonly operations: readonly Operation[];
}

/** Adds layers from the clipboard under new ids and names, shifted by `shift`. */
export function pasteLayers(graph: LayerGraph, text: string, shift: Point): Result<Pasted, string> {
  const copied = parse(text);
  if (!copied.ok) return copied;
  const ids = new Map([...copied.value.nodes.keys()].map((id) => [id, newId()]));
  const names: string[] = [];
  const operations: Operation[] = [];
  for (const node of copied.value.nodes.values()) {
    const name = freeName(graph, node.name, names);
    names.push(name);
    const position = { x: node.position.x + shift.x, y: node.position.y + shift.y };
    operations.push({
      type: 'addNode',
      node: { ...node, id: ids.get(node.id) ?? newId(), name, position, group: null },
    });
  }
  for (const edge of copied.value.edges.values()) {
    const source = ids.get(edge.source);
    const target = ids.get(edge.target);
    if (source && target)
      operations.push({ type: 'connect', edge: { ...edge, id: newId(), source, target } });
  }
  return ok({ ids: [...ids.values()], operations });
}

function parse(text: string): Result<LayerGraph, string> {
  try {
    return readGraph(JSON.parse(text));
  } catch {
    return err('The clipboard holds no layers.');
  }
}

/** The name itself when it is free, else with the next free number instead of the one it ends with. */
function freeName(graph: LayerGraph, name: string, alsoTaken: readonly string[]): string {
  const taken =
    alsoTaken.includes(name) || [...graph.nodes.values()].some((node) => node.name === name);
  if (!taken) return name;
  return freshName(graph, name.replace(/\d+$/, '') || name, alsoTaken);
}
