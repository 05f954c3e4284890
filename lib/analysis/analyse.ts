import { sameJson } from '@/lib/equal';
import type { Edge, LayerGraph, LayerNode, NodeId } from '@/lib/graph/graph';
import { topologyOf } from '@/lib/graph/topology';
import { type Wiring, wiringOf } from '@/lib/graph/wiring';
import type { Analysis, NodeReport } from './report';
import { reportLayer, tellsTheSame } from './reportLayer';

/**
 * Everything that can be said about a graph, in one pass over its nodes in the order in which they
 * run. Never throws for what people draw: a layer that cannot work gets an `error`, what hangs off
 * it is `blocked` by it, and the rest is analysed all the same.
 *
 * Given the `previous` analysis of an earlier state of the same graph, only layers that the change
 * reaches are looked at again; all others keep their very report objects. A change reaches no
 * further than a layer that gives the same as before. SPEC A13.
 */
export function analyse(graph: LayerGraph, previous?: Analysis): Analysis {
  const changed = previous && changedLayers(previous.graph, graph);
  return previous && changed ? amend(graph, previous, changed) : traverse(graph, previous);
}

const CYCLE: NodeReport = {
  status: 'error',
  problems: [
    {
      code: 'cycle',
      message: 'This layer is on a circle of wires, or behind one: a network must flow one way.',
    },
  ],
};

/** A pass on its way: reports so far, and the layers whose previous report does not count any more. */
interface Pass {
  readonly graph: LayerGraph;
  readonly wiring: Wiring;
  readonly previous: Analysis | undefined;
  readonly reports: Map<NodeId, NodeReport>;
  readonly stale: Set<NodeId>;
}

/** The layers that are not what they were; undefined where layers or wires came, went or changed their order. */
function changedLayers(before: LayerGraph, after: LayerGraph): Set<NodeId> | undefined {
  if (before.edges !== after.edges || before.nodes.size !== after.nodes.size) return undefined;
  const changed = new Set<NodeId>();
  if (before.nodes === after.nodes) return changed;
  const old = before.nodes.values();
  for (const node of after.nodes.values()) {
    const was = old.next().value;
    if (was?.id !== node.id) return undefined;
    if (!sameLayer(was, node)) changed.add(node.id);
  }
  return changed;
}

function sameLayer(a: LayerNode, b: LayerNode): boolean {
  if (a === b) return true;
  return a.kind === b.kind && (a.params === b.params || sameJson(a.params, b.params));
}

/** Looks at layers that changed, and at those that the change reaches, where all wires are as they were. */
function amend(graph: LayerGraph, previous: Analysis, stale: Set<NodeId>): Analysis {
  const { order } = previous;
  if (stale.size === 0) return { graph, order, reports: previous.reports };
  const reports = new Map(previous.reports);
  const pass: Pass = { graph, wiring: wiringOf(graph), previous, reports, stale };
  for (const id of order) if (stale.has(id)) report(id, pass);
  return { graph, order, reports };
}

/** Visits every layer, and looks at those whose previous report does not hold. */
function traverse(graph: LayerGraph, previous: Analysis | undefined): Analysis {
  const { order, stuck } = topologyOf(graph);
  const reports = new Map<NodeId, NodeReport>();
  const pass: Pass = { graph, wiring: wiringOf(graph), previous, reports, stale: new Set() };
  for (const id of order) {
    const kept = keptReport(id, pass);
    if (kept) reports.set(id, kept);
    else report(id, pass);
  }
  for (const id of stuck) reports.set(id, CYCLE);
  return { graph, order, reports };
}

/** Looks at a layer; those behind it have to be looked at too where they are told something else than before. */
function report(id: NodeId, { graph, wiring, previous, reports, stale }: Pass): void {
  const node = graph.nodes.get(id);
  if (!node) return;
  const before = previous?.reports.get(id);
  const after = reportLayer(node, wiring.into(id), reports);
  reports.set(id, after);
  if (!previous || (before && tellsTheSame(before, after))) return;
  for (const { target } of wiring.outOf(id)) stale.add(target);
}

/** The previous report, when neither the layer nor its wires nor what they bring have changed. */
function keptReport(id: NodeId, { graph, wiring, previous, stale }: Pass): NodeReport | undefined {
  if (!previous || stale.has(id)) return undefined;
  const node = graph.nodes.get(id);
  const before = previous.graph.nodes.get(id);
  if (!node || !before || !sameLayer(before, node)) return undefined;
  if (!sameSources(wiring.into(id), wiringOf(previous.graph).into(id))) return undefined;
  const kept = previous.reports.get(id);
  return kept === CYCLE ? undefined : kept;
}

function sameSources(edges: readonly Edge[], before: readonly Edge[]): boolean {
  if (edges === before) return true;
  return (
    edges.length === before.length &&
    edges.every(({ source, port }, index) => {
      const was = before[index];
      return was?.source === source && was.port === port;
    })
  );
}
