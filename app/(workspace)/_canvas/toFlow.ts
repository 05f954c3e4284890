import { BYTES } from '@/lib/analysis/precision';
import type { Analysis, NodeReport } from '@/lib/analysis/report';
import type { LayerGraph, LayerNode, NodeId, Settings } from '@/lib/graph/graph';
import { NODE_SIZE } from '@/lib/graph/layout';
import { wiringOf } from '@/lib/graph/wiring';
import { kindOf } from '@/lib/layers/catalogue';
import { describeType, elementCount } from '@/lib/tensor/tensorType';
import type { FlowEdge, FlowNode, LayerData, Mark, Watcher } from './flowTypes';

/** What lies over the layers of a graph: figures, findings, conversations, people. */
export interface Overlay {
  readonly analysis: Analysis;
  readonly findings?: ReadonlyMap<NodeId, LayerData['findings']>;
  readonly openThreads?: ReadonlyMap<NodeId, number>;
  readonly watchers?: ReadonlyMap<NodeId, readonly Watcher[]>;
  readonly marks?: ReadonlyMap<NodeId, Mark>;
  /** Where layers are that somebody is dragging at this moment. */
  readonly dragged?: ReadonlyMap<NodeId, { readonly x: number; readonly y: number }>;
  readonly editable: boolean;
}

const NOTHING: readonly never[] = [];

/**
 * Layers as the canvas draws them. A layer about which nothing changed keeps the very object it had
 * in `before`, so that it is not drawn again; selection and what the canvas measured are kept too.
 */
export function toFlowNodes(
  graph: LayerGraph,
  overlay: Overlay,
  before: readonly FlowNode[],
): FlowNode[] {
  const previous = new Map(before.map((node) => [node.id, node]));
  return [...graph.nodes.values()].map((layer) =>
    flowNode(layer, dataOf(layer, graph.settings, overlay), overlay, previous.get(layer.id)),
  );
}

function flowNode(
  layer: LayerNode,
  data: LayerData,
  overlay: Overlay,
  previous: FlowNode | undefined,
): FlowNode {
  const position = overlay.dragged?.get(layer.id) ?? layer.position;
  if (!previous) {
    return {
      id: layer.id,
      type: 'layer',
      position: { x: position.x, y: position.y },
      width: NODE_SIZE.width,
      height: NODE_SIZE.height,
      data,
      ariaLabel: labelOf(data),
      draggable: overlay.editable,
      connectable: overlay.editable,
      deletable: overlay.editable,
    };
  }
  const kept = sameData(previous.data, data) ? previous.data : data;
  const still = previous.dragging || samePoint(previous.position, position);
  if (kept === previous.data && still) return previous;
  return {
    ...previous,
    data: kept,
    ariaLabel: labelOf(kept),
    position: still ? previous.position : { x: position.x, y: position.y },
  };
}

/** What a screen reader says of a layer. */
function labelOf({ layer, report }: LayerData): string {
  const about = `${layer.name}, ${kindOf(layer).title}`;
  if (report?.status === 'error') return `${about}: ${report.problems[0]?.message}`;
  if (report?.status !== 'ok') return `${about}: waits for a layer before it`;
  const outputs = report.facts.outputs.map((type) => (type ? describeType(type) : 'unknown'));
  return `${about}, output ${outputs.join(' and ')}`;
}

function dataOf(layer: LayerNode, settings: Settings, overlay: Overlay): LayerData {
  const report = overlay.analysis.reports.get(layer.id);
  return {
    layer,
    report,
    convention: settings.field,
    outputBytes: outputBytes(report, settings),
    findings: overlay.findings?.get(layer.id) ?? NOTHING,
    openThreads: overlay.openThreads?.get(layer.id) ?? 0,
    watchers: overlay.watchers?.get(layer.id) ?? NOTHING,
    mark: overlay.marks?.get(layer.id),
    editable: overlay.editable,
  };
}

function outputBytes(report: NodeReport | undefined, settings: Settings): number | undefined {
  if (report?.status !== 'ok') return undefined;
  let elements = 0;
  for (const output of report.facts.outputs) {
    if (!output) return undefined;
    elements += elementCount(output);
  }
  return elements * settings.batch * BYTES[settings.precision].activation;
}

function sameData(a: LayerData, b: LayerData): boolean {
  return (
    sameButPlace(a.layer, b.layer) &&
    a.report === b.report &&
    a.convention === b.convention &&
    a.outputBytes === b.outputBytes &&
    a.findings === b.findings &&
    a.openThreads === b.openThreads &&
    a.watchers === b.watchers &&
    a.mark === b.mark &&
    a.editable === b.editable
  );
}

function sameButPlace(a: LayerNode, b: LayerNode): boolean {
  return (
    a === b ||
    (a.name === b.name && a.kind === b.kind && a.params === b.params && a.group === b.group)
  );
}

function samePoint(
  a: { readonly x: number; readonly y: number },
  b: { readonly x: number; readonly y: number },
): boolean {
  return a.x === b.x && a.y === b.y;
}

/** Wires as the canvas draws them; one that brings trouble to its layer says so. */
export function toFlowEdges(
  graph: LayerGraph,
  overlay: Overlay,
  before: readonly FlowEdge[],
): FlowEdge[] {
  const previous = new Map(before.map((edge) => [edge.id, edge]));
  const problems = edgeProblems(graph, overlay.analysis);
  return [...graph.edges.values()].map((edge) => {
    const problem = problems.get(edge.id);
    const old = previous.get(edge.id);
    if (
      old &&
      old.data?.problem === problem &&
      old.target === edge.target &&
      old.source === edge.source
    )
      return old;
    return {
      id: edge.id,
      type: 'wire',
      source: edge.source,
      sourceHandle: `${edge.port}`,
      target: edge.target,
      targetHandle: 'in',
      className: problem ? 'guilty' : '',
      ariaLabel: edgeLabel(graph, edge.source, edge.target, problem),
      deletable: overlay.editable,
      data: { problem },
    };
  });
}

function edgeLabel(graph: LayerGraph, source: NodeId, target: NodeId, problem: string | undefined) {
  const wire = `Wire from ${graph.nodes.get(source)?.name} to ${graph.nodes.get(target)?.name}`;
  return problem ? `${wire}: ${problem}` : wire;
}

function edgeProblems(graph: LayerGraph, analysis: Analysis): ReadonlyMap<string, string> {
  const wiring = wiringOf(graph);
  const guilty = new Map<string, string>();
  for (const [id, report] of analysis.reports) {
    if (report.status !== 'error') continue;
    for (const { slot, message } of report.problems) {
      const edge = slot === undefined ? undefined : wiring.into(id)[slot];
      if (edge) guilty.set(edge.id, message);
    }
  }
  return guilty;
}
