import { sizeOf } from '@/lib/analysis/receptiveField';
import { type Analysis, okReport } from '@/lib/analysis/report';
import type { Operation } from '@/lib/document/operation';
import type { LayerNode, NodeId } from '@/lib/graph/graph';
import { reachable } from '@/lib/graph/topology';
import { wiringOf } from '@/lib/graph/wiring';
import { kindOf, type Layer, makeLayer, type ParamsOf } from '@/lib/layers/catalogue';

/** A design with a fault in it, and the layers that a finding about it should point at. */
export interface Planted {
  readonly operations: readonly Operation[];
  /** Any of these will do; none where the fault is one of the whole design. */
  readonly at: readonly NodeId[];
}

/** Id of the layer that a fault brings in. */
export const SEEDED = 'seeded-fault';

export function nodesOf({ graph, order }: Analysis): readonly LayerNode[] {
  return order.flatMap((id) => graph.nodes.get(id) ?? []);
}

export function readers({ graph }: Analysis, id: NodeId): readonly LayerNode[] {
  return wiringOf(graph)
    .outOf(id)
    .flatMap(({ target }) => graph.nodes.get(target) ?? []);
}

export function convolutions(analysis: Analysis) {
  return nodesOf(analysis).flatMap((node) => (node.kind === 'conv2d' ? [node] : []));
}

/** Convolutions of 3×3 or more that step by one over more than a single position. */
export function plainWindows(analysis: Analysis) {
  return nodesOf(analysis).flatMap((node) => {
    if (node.kind !== 'conv2d' && node.kind !== 'depthwiseConv2d') return [];
    const { kernel, stride } = node.params;
    return Math.min(...kernel) >= 3 && Math.max(...stride) === 1 ? [node] : [];
  });
}

/** Activations that are neither gates nor the end of the network. */
export function hidden(analysis: Analysis) {
  return nodesOf(analysis).flatMap((node) => {
    if (node.kind !== 'activation' || /sigmoid|tanh/i.test(node.params.function)) return [];
    return readers(analysis, node.id).some(({ kind }) => kind === 'output') ? [] : [node];
  });
}

/** Images of another size, few enough at a time that memory is no matter. */
export function imageTimes(analysis: Analysis, factor: number): readonly Planted[] {
  return nodesOf(analysis).flatMap((node) => {
    if (node.kind !== 'input') return [];
    const height = Math.floor(node.params.height * factor);
    const width = Math.floor(node.params.width * factor);
    const fewer: Operation = { type: 'setSettings', settings: { batch: 2 } };
    return [{ operations: [...set(node, { height, width }).operations, fewer], at: [] }];
  });
}

export function outputs(
  analysis: Analysis,
  loss: ParamsOf<'output'>['loss'],
): readonly LayerNode[] {
  return nodesOf(analysis).filter((node) => node.kind === 'output' && node.params.loss === loss);
}

/** Joins that a layer leads to. */
export function joinsBehind({ graph }: Analysis, id: NodeId): readonly NodeId[] {
  return [...reachable(graph, id, 'descendants')].filter((each) => {
    const node = graph.nodes.get(each);
    return node !== undefined && kindOf(node).arity.max > 1;
  });
}

export function denseBehind({ graph }: Analysis, id: NodeId): readonly NodeId[] {
  const behindIt = reachable(graph, id, 'descendants');
  return [...behindIt].filter((each) => graph.nodes.get(each)?.kind === 'dense');
}

/** The layers with weights that come right before and right after. */
export function around({ graph, reports }: Analysis, id: NodeId): readonly NodeId[] {
  const wiring = wiringOf(graph);
  const nearest = (start: NodeId, next: (id: NodeId) => readonly NodeId[]) => {
    const found = new Set<NodeId>();
    const open = [...next(start)];
    for (const each of open) {
      const report = reports.get(each);
      if (report?.status === 'ok' && (report.cost.macs ?? 0) > 0) found.add(each);
      else if (!open.slice(0, open.indexOf(each)).includes(each)) open.push(...next(each));
      if (open.length > 200) break;
    }
    return [...found];
  };
  const back = (each: NodeId) => wiring.into(each).map(({ source }) => source);
  const onward = (each: NodeId) => wiring.outOf(each).map(({ target }) => target);
  return [...nearest(id, back), ...nearest(id, onward)];
}

export function set(
  node: LayerNode,
  params: Extract<Operation, { type: 'setParams' }>['params'],
): Planted {
  return { operations: [{ type: 'setParams', id: node.id, params }], at: [node.id] };
}

export function removed(nodes: readonly LayerNode[]): Planted {
  return { operations: [{ type: 'removeNodes', ids: nodes.map(({ id }) => id) }], at: [] };
}

export function added(layer: Layer, id = SEEDED): Operation {
  const frame = { id, name: id, position: { x: 0, y: 0 }, group: null, origin: null };
  return { type: 'addNode', node: { ...frame, ...layer } as LayerNode };
}

export function wire(source: NodeId, port: number, target: NodeId, slot: number): Operation {
  const id = `${SEEDED}-${slot}-${target.length}-${target.slice(-30).replace(/^[^A-Za-z0-9]+/, '')}`;
  return { type: 'connect', edge: { id, source, port, target, slot } };
}

/** A layer between another one and all that read it. */
export function behind({ graph }: Analysis, id: NodeId, layer: Layer): Planted {
  const wires = wiringOf(graph).outOf(id);
  return {
    operations: [
      added(layer),
      { type: 'disconnect', ids: wires.map((each) => each.id) },
      wire(id, 0, SEEDED, 0),
      ...wires.map(({ target, slot }) => wire(SEEDED, 0, target, slot)),
    ],
    at: [SEEDED],
  };
}

/** A 1×1 convolution with few filters and its activation, between an activation and all that read it. */
export function squeezed({ graph }: Analysis, id: NodeId, filters: number): Planted {
  const wires = wiringOf(graph).outOf(id);
  const last = `${SEEDED}-act`;
  return {
    operations: [
      added(makeLayer('conv2d', { filters, kernel: [1, 1] })),
      added(makeLayer('activation', {}), last),
      { type: 'disconnect', ids: wires.map((each) => each.id) },
      wire(id, 0, SEEDED, 0),
      wire(SEEDED, 0, last, 0),
      ...wires.map(({ target, slot }) => wire(last, 0, target, slot)),
    ],
    at: [SEEDED],
  };
}

/** So many 3×3 convolutions with their activations in a row, between a layer and all that read it. */
export function deepened({ graph }: Analysis, id: NodeId, count: number, filters: number): Planted {
  const wires = wiringOf(graph).outOf(id);
  const steps = Array.from({ length: count }, (_, step) => [
    { id: `${SEEDED}-${step}`, layer: makeLayer('conv2d', { filters, kernel: [3, 3] }) },
    { id: `${SEEDED}-act-${step}`, layer: makeLayer('activation', {}) },
  ]).flat();
  const ids = steps.map((step) => step.id);
  const last = ids.at(-1) ?? id;
  return {
    operations: [
      ...steps.map((step) => added(step.layer, step.id)),
      { type: 'disconnect', ids: wires.map((each) => each.id) },
      ...ids.map((each, place) => wire(ids[place - 1] ?? id, 0, each, 0)),
      ...wires.map(({ target, slot }) => wire(last, 0, target, slot)),
    ],
    at: ids,
  };
}

/** Layers whose map is averaged at the end, with its channels and the side of what its units see; none behind gates. */
export function averaged(analysis: Analysis) {
  return nodesOf(analysis).flatMap(({ id }) => {
    const report = okReport(analysis, id);
    const [reader] = readers(analysis, id);
    const averages = reader?.kind === 'globalAvgPool2d' || reader?.kind === 'adaptiveAvgPool2d';
    const [, ...sides] = (reader && okReport(analysis, reader.id)?.facts.outputs[0]?.shape) ?? [];
    const ends = averages && sides.every((side) => side === 1);
    const channels = report?.facts.outputs[0]?.shape[0];
    const last = reader !== undefined && joinsBehind(analysis, reader.id).length === 0;
    if (!ends || !last || !channels || report.field.type !== 'local' || report.field.gated)
      return [];
    const sees = Math.min(sizeOf(report.field.height), sizeOf(report.field.width));
    return [{ id, channels, sees }];
  });
}

/** The shape of what enters. */
export function okInput(analysis: Analysis): readonly number[] | undefined {
  const input = nodesOf(analysis).find(({ kind }) => kind === 'input');
  return input && okReport(analysis, input.id)?.facts.outputs[0]?.shape;
}

/** A layer between another one and its only input. */
export function before({ graph }: Analysis, id: NodeId, layer: Layer): Planted {
  const wires = wiringOf(graph).into(id);
  return {
    operations: [
      added(layer),
      { type: 'disconnect', ids: wires.map((each) => each.id) },
      ...wires.map(({ source, port }) => wire(source, port, SEEDED, 0)),
      wire(SEEDED, 0, id, 0),
    ],
    at: [SEEDED],
  };
}

/** The layer gone, and what read it reading what it read. */
export function withoutLayer({ graph }: Analysis, { id }: LayerNode): readonly Operation[] {
  const [input] = wiringOf(graph).into(id);
  if (!input) return [];
  return [
    { type: 'removeNodes', ids: [id] },
    ...wiringOf(graph)
      .outOf(id)
      .map(({ target, slot }) => wire(input.source, input.port, target, slot)),
  ];
}
