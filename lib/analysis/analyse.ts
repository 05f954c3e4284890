import type { Edge, LayerGraph, LayerNode, NodeId } from '@/lib/graph/graph';
import { topologyOf } from '@/lib/graph/topology';
import { type Wiring, wiringOf } from '@/lib/graph/wiring';
import { inferLayer, kindOf } from '@/lib/layers/catalogue';
import type { Problem } from '@/lib/layers/kind';
import { spatialSize, type TensorType } from '@/lib/tensor/tensorType';
import { classroomJoin, classroomThrough } from './classroomField';
import { costOf } from './cost';
import {
  type Field,
  fieldThrough,
  GLOBAL,
  INPUT_FIELD,
  joinFields,
  UNKNOWN,
} from './receptiveField';
import type { Analysis, NodeReport } from './report';

/**
 * Everything that can be said about a graph, in one pass over its nodes in the order in which they
 * run. Never throws for what people draw: a layer that cannot work gets an `error`, what hangs off
 * it is `blocked` by it, and the rest is analysed all the same.
 *
 * Given the `previous` analysis of an earlier state of the same graph, layers that the change
 * cannot reach keep their very report objects.
 */
export function analyse(graph: LayerGraph, previous?: Analysis): Analysis {
  const wiring = wiringOf(graph);
  const unwired = previous?.graph.edges === graph.edges && sameIds(previous, graph);
  const { order, stuck } =
    unwired && previous ? { order: previous.order, stuck: [] } : topologyOf(graph);
  const reports = new Map<NodeId, NodeReport>();
  const pass: Pass = { graph, wiring, reports, previous };
  for (const id of order) {
    const node = graph.nodes.get(id);
    if (node) reports.set(id, kept(node, pass) ?? reportOf(node, pass));
  }
  for (const id of stuck) reports.set(id, CYCLE);
  return { graph, order, reports };
}

interface Pass {
  readonly graph: LayerGraph;
  readonly wiring: Wiring;
  readonly reports: ReadonlyMap<NodeId, NodeReport>;
  readonly previous: Analysis | undefined;
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

function sameIds(previous: Analysis, graph: LayerGraph): boolean {
  if (previous.order.length !== graph.nodes.size) return false;
  if (previous.graph.nodes === graph.nodes) return true;
  for (const id of graph.nodes.keys()) if (!previous.graph.nodes.has(id)) return false;
  return true;
}

/** The previous report, when neither the layer nor anything it hangs on has changed. */
function kept(node: LayerNode, pass: Pass): NodeReport | undefined {
  const { previous } = pass;
  const before = previous?.graph.nodes.get(node.id);
  if (!previous || !before || before.params !== node.params || before.kind !== node.kind)
    return undefined;
  const edges = pass.wiring.into(node.id);
  const edgesBefore = wiringOf(previous.graph).into(node.id);
  if (edges.length !== edgesBefore.length) return undefined;
  for (const [index, edge] of edges.entries()) {
    const edgeBefore = edgesBefore[index];
    if (edge.source !== edgeBefore?.source || edge.port !== edgeBefore.port) return undefined;
    if (pass.reports.get(edge.source) !== previous.reports.get(edge.source)) return undefined;
  }
  return previous.reports.get(node.id);
}

function reportOf(node: LayerNode, pass: Pass): NodeReport {
  const edges = pass.wiring.into(node.id);
  const missing = missingInput(node, edges);
  if (missing) return { status: 'error', problems: [missing] };
  const arriving = arrivals(edges, pass);
  if (arriving.blockedBy.length > 0) return { status: 'blocked', by: arriving.blockedBy };
  const { inputs } = arriving;
  const inferred = inferLayer(node, inputs);
  if (!inferred.ok) return { status: 'error', problems: inferred.problems };
  const { facts } = inferred;
  const [output] = facts.outputs;
  const joined =
    inputs.length === 0
      ? { field: sourceField(output), aligned: true }
      : joinFields(asGates(arriving.fields, inputs, output));
  const classroom =
    inputs.length === 0
      ? joined.field
      : classroomJoin(asGates(arriving.classroomFields, inputs, output));
  return {
    status: 'ok',
    inputs,
    facts,
    field: fieldThrough(joined.field, facts.reach),
    classroomField: classroomThrough(classroom, facts.reach),
    cost: costOf(facts),
    warnings: joined.aligned ? NO_WARNINGS : MISALIGNED,
  };
}

const NO_WARNINGS: readonly Problem[] = [];
const MISALIGNED: readonly Problem[] = [
  {
    code: 'misaligned',
    message:
      'The branches that meet here look at different places of the input: their strides or their centres differ.',
  },
];

function sourceField(output: TensorType | undefined): Field {
  if (!output) return UNKNOWN;
  return spatialSize(output) ? INPUT_FIELD : GLOBAL;
}

/** A branch that a join stretches over a larger map does not move with the unit: it is a gate. SPEC A3. */
function asGates(
  fields: readonly Field[],
  inputs: readonly TensorType[],
  output: TensorType | undefined,
): readonly Field[] {
  const size = output && spatialSize(output);
  if (!size || inputs.length < 2) return fields;
  return fields.map((field, slot) => {
    const input = inputs[slot];
    const space = input && spatialSize(input);
    const stretched =
      (space?.height === 1 && size.height > 1) || (space?.width === 1 && size.width > 1);
    return stretched && field.type === 'local' ? GLOBAL : field;
  });
}

function missingInput(node: LayerNode, edges: readonly Edge[]): Problem | undefined {
  const { arity, title } = kindOf(node);
  if (edges.length >= arity.min) return undefined;
  const wants = arity.min === 1 ? 'an input' : `at least ${arity.min} inputs`;
  const has = edges.length === 0 ? 'none' : `${edges.length}`;
  return {
    code: 'missing-input',
    message: `${title} needs ${wants} and has ${has}: draw a wire to it.`,
    slot: edges.length,
  };
}

interface Arrivals {
  readonly inputs: readonly TensorType[];
  readonly fields: readonly Field[];
  readonly classroomFields: readonly Field[];
  readonly blockedBy: readonly NodeId[];
}

/** What comes in over the wires, in slot order, and who is to blame where something does not. */
function arrivals(edges: readonly Edge[], { reports }: Pass): Arrivals {
  const inputs: TensorType[] = [];
  const fields: Field[] = [];
  const classroomFields: Field[] = [];
  const blockedBy = new Set<NodeId>();
  for (const { source, port } of edges) {
    const report = reports.get(source);
    const type = report?.status === 'ok' ? report.facts.outputs[port] : undefined;
    if (report?.status === 'ok' && type) {
      inputs.push(type);
      fields.push(report.field);
      classroomFields.push(report.classroomField);
    } else if (report?.status === 'blocked') {
      for (const culprit of report.by) blockedBy.add(culprit);
    } else {
      blockedBy.add(source);
    }
  }
  return { inputs, fields, classroomFields, blockedBy: [...blockedBy] };
}
