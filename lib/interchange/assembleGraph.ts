import { formatExact } from '@/lib/format';
import {
  DEFAULT_SETTINGS,
  type Edge,
  type Group,
  type LayerGraph,
  type LayerNode,
} from '@/lib/graph/graph';
import { layoutGraph } from '@/lib/graph/layout';
import { LIMITS } from '@/lib/graph/schemas';
import { ok, type Result } from '@/lib/result';
import type { Draft } from './draft';
import { excerpt } from './excerpt';
import { type ReadError, unread } from './imported';
import { UniqueIds } from './uniqueIds';

/** A layer that was read in, with what it is called and the block that it lies in. */
export interface NamedDraft extends Draft {
  readonly name: string;
  readonly block: string | null;
  /** What the file calls the operators that it stands for. */
  readonly operators: readonly string[];
}

/** Gives the layers of a reading their ids, blocks, wires and places. */
export function assembleGraph(drafts: readonly NamedDraft[]): Result<LayerGraph, ReadError> {
  const excess = excessOf(drafts);
  if (excess) return unread('TOO_LARGE', `The file is too large to read: it has ${excess}.`);
  const { groups, groupOf } = blocks(drafts.map(({ block }) => block));
  const ids = new UniqueIds();
  const nodes = new Map<string, LayerNode>();
  const idOf = drafts.map(({ name }) => ids.take(name));
  for (const [index, { layer, name, operators, tensors }] of drafts.entries()) {
    const id = idOf[index] ?? '';
    const frame = {
      id,
      name,
      position: { x: 0, y: 0 },
      group: groupOf[index] ?? null,
      origin: {
        operators: operators.slice(0, 64).map((operator) => excerpt(operator, 190)),
        tensors: tensors.slice(0, 64).map((tensor) => excerpt(tensor, 990)),
      },
    };
    nodes.set(id, { ...frame, ...layer });
  }
  const edges = edgesOf(drafts, idOf);
  return ok(withinCanvas(layoutGraph({ nodes, edges, groups, settings: DEFAULT_SETTINGS })));
}

function excessOf(drafts: readonly Draft[]): string | undefined {
  let edges = 0;
  for (const { inputs } of drafts) {
    edges += inputs.length;
    if (inputs.length > LIMITS.slot)
      return `an operator with more than ${formatExact(LIMITS.slot)} inputs`;
  }
  if (drafts.length > LIMITS.nodes) return `more than ${formatExact(LIMITS.nodes)} layers`;
  return edges > LIMITS.edges ? `more than ${formatExact(LIMITS.edges)} wires` : undefined;
}

function edgesOf(drafts: readonly Draft[], idOf: readonly string[]): ReadonlyMap<string, Edge> {
  const edges = new Map<string, Edge>();
  for (const [index, { inputs }] of drafts.entries()) {
    const target = idOf[index] ?? '';
    for (const [slot, { draft, port }] of inputs.entries()) {
      const id = `${target}.${slot}`;
      edges.set(id, { id, source: idOf[draft] ?? '', port, target, slot });
    }
  }
  return edges;
}

interface Blocks {
  readonly groups: ReadonlyMap<string, Group>;
  readonly groupOf: readonly (string | null)[];
}

function blocks(paths: readonly (string | null)[]): Blocks {
  const ids = new UniqueIds();
  const groups = new Map<string, Group>();
  const known = new Map<string, string>();
  const groupOf = paths.map((path) => {
    if (path === null) return null;
    const id = known.get(path);
    if (id !== undefined) return id;
    if (known.size >= LIMITS.groups) return null;
    const made = ids.take(path);
    known.set(path, made);
    groups.set(made, { id: made, name: excerpt(path, 190).trim() || made });
    return made;
  });
  return { groups, groupOf };
}

/** Furthest from the origin that a layer may stand. */
const FURTHEST = 1e6;

/** A very deep graph, drawn closer together so that it stays on the canvas. */
function withinCanvas(graph: LayerGraph): LayerGraph {
  let furthest = 0;
  for (const { position } of graph.nodes.values())
    furthest = Math.max(furthest, Math.abs(position.x), Math.abs(position.y));
  if (furthest <= FURTHEST) return graph;
  const scale = FURTHEST / furthest;
  const nodes = new Map<string, LayerNode>();
  for (const [id, node] of graph.nodes) {
    const { x, y } = node.position;
    nodes.set(id, { ...node, position: { x: Math.trunc(x * scale), y: Math.trunc(y * scale) } });
  }
  return { ...graph, nodes };
}
