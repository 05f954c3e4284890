import type { EdgeId, LayerGraph, LayerNode, NodeId } from '@/lib/graph/graph';
import { type AnyKind, catalogue, kindOf } from '@/lib/layers/catalogue';
import { paramMeta } from '@/lib/layers/params';
import { valueText } from '@/lib/layers/valueText';
import type { Operation, OperationName, OperationOf } from './operation';

/** An operation of the log with what undoes it: together they tell what was there before. */
export interface Recorded {
  readonly operation: Operation;
  readonly inverse: readonly Operation[];
}

/** Layers that a piece of history speaks of, as far as their names and kinds are known. */
export type KnownLayers = ReadonlyMap<NodeId, Pick<LayerNode, 'name' | 'kind'>>;

/**
 * What a stretch of the log may speak of: the layers of the document, and those that the stretch
 * itself added or took away.
 */
export function knownLayers(graph: LayerGraph, log: readonly Recorded[]): KnownLayers {
  const known = new Map<NodeId, Pick<LayerNode, 'name' | 'kind'>>();
  for (const { operation, inverse } of log)
    for (const each of [operation, ...inverse])
      if (each.type === 'addNode') known.set(each.node.id, each.node);
  for (const [id, node] of graph.nodes) known.set(id, node);
  return known;
}

/** What an operation did, as the rest of a sentence that begins with who did it. PROTOCOL P13. */
export function describe({ operation, inverse }: Recorded, known: KnownLayers): string {
  const tell = TELL[operation.type] as Tell<OperationName>;
  return tell(operation, inverse, (id) => nameIn(known, id), known);
}

type Tell<T extends OperationName> = (
  operation: OperationOf<T>,
  inverse: readonly Operation[],
  name: (id: NodeId) => string,
  known: KnownLayers,
) => string;

const TELL: { readonly [T in OperationName]: Tell<T> } = {
  addNode: ({ node }) => `added ${kindOf(node).title} ${quote(node.name)}`,
  removeNodes: ({ ids }, _inverse, name) => `removed ${list(ids, name, 'layers')}`,
  moveNodes: ({ moves }, _inverse, name) =>
    `moved ${list(
      moves.map(({ id }) => id),
      name,
      'layers',
    )}`,
  setParams: ({ id, params }, inverse, name, known) => {
    const kind = known.get(id)?.kind;
    const before = previousParams(id, inverse);
    const changes = Object.entries(params).map(([param, value]) => {
      const from = before.has(param) ? ` from ${valueText(before.get(param))}` : '';
      return `${labelOf(kind && catalogue[kind], param)}${from} to ${valueText(value)}`;
    });
    return `set ${changes.join(', ')} of ${name(id)}`;
  },
  renameNode: ({ id, name }, inverse, nameOf) => {
    const [before] = inverse.flatMap((each) => (each.type === 'renameNode' ? each.name : []));
    return `renamed ${before === undefined ? nameOf(id) : quote(before)} to ${quote(name)}`;
  },
  connect: ({ edge }, _inverse, name) => `wired ${name(edge.source)} to ${name(edge.target)}`,
  disconnect: ({ ids }, inverse, name) => {
    const wires = new Map(
      inverse.flatMap((each) =>
        each.type === 'connect' ? [[each.edge.id, each.edge] as const] : [],
      ),
    );
    const ends = (id: EdgeId) => {
      const wire = wires.get(id);
      return wire ? `from ${name(wire.source)} to ${name(wire.target)}` : 'that is gone';
    };
    return ids.length === 1 && ids[0] !== undefined
      ? `removed the wire ${ends(ids[0])}`
      : `removed ${ids.length} wires`;
  },
  groupNodes: ({ group, ids }, inverse, name) => {
    if (ids.length > 0)
      return `put ${list(ids, name, 'layers')} into the block ${quote(group.name)}`;
    const [before] = inverse.flatMap((each) => (each.type === 'groupNodes' ? each.group.name : []));
    return `renamed the block ${quote(before ?? 'that is gone')} to ${quote(group.name)}`;
  },
  ungroup: ({ ids = [] }, inverse, name) => {
    const [block] = inverse.flatMap((each) => (each.type === 'groupNodes' ? each.group.name : []));
    return `took ${list(ids, name, 'layers')} out of the block ${quote(block ?? 'that is gone')}`;
  },
  setSettings: ({ settings }, inverse) => {
    const before = new Map<string, unknown>(
      inverse.flatMap((each) => (each.type === 'setSettings' ? Object.entries(each.settings) : [])),
    );
    const changes = Object.entries(settings).map(
      ([name, value]) =>
        `${name}${before.has(name) ? ` from ${valueText(before.get(name))}` : ''} to ${valueText(value)}`,
    );
    return `set ${changes.join(', ')} of the design`;
  },
};

/** The values that parameters of a layer had before, by the inverse of what set them. */
export function previousParams(
  id: NodeId,
  inverse: readonly Operation[],
): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>(
    inverse.flatMap((each) =>
      each.type === 'setParams' && each.id === id ? Object.entries(each.params) : [],
    ),
  );
}

function labelOf(kind: AnyKind | undefined, param: string): string {
  const schema = kind?.params.shape[param];
  return (schema && paramMeta(schema)?.label) ?? param;
}

function nameIn(known: KnownLayers, id: NodeId): string {
  const name = known.get(id)?.name;
  return name === undefined ? 'a layer' : quote(name);
}

function quote(name: string): string {
  return `“${name}”`;
}

const MOST_NAMES = 2;

/** A few by name, many by number. */
function list(ids: readonly NodeId[], name: (id: NodeId) => string, many: string): string {
  return ids.length > MOST_NAMES ? `${ids.length} ${many}` : ids.map(name).join(' and ');
}
