import type { Edge, LayerNode, NodeId } from '@/lib/graph/graph';
import { inferLayer, kindOf } from '@/lib/layers/catalogue';
import type { Problem } from '@/lib/layers/kind';
import { sameType, spatialSize, type TensorType } from '@/lib/tensor/tensorType';
import { asGates } from './asGates';
import { classroomJoin, classroomThrough } from './classroomField';
import { costOf } from './cost';
import {
  type Field,
  fieldThrough,
  GLOBAL,
  INPUT_FIELD,
  joinFields,
  sameField,
  UNKNOWN,
} from './receptiveField';
import type { NodeReport } from './report';

/**
 * What can be said about one layer, given the reports of the layers that its wires come from. Its
 * wires come in the order of its slots.
 */
export function reportLayer(
  node: LayerNode,
  edges: readonly Edge[],
  reports: ReadonlyMap<NodeId, NodeReport>,
): NodeReport {
  const missing = missingInput(node, edges);
  if (missing) return { status: 'error', problems: [missing] };
  const arriving = arrivals(edges, reports);
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
function arrivals(edges: readonly Edge[], reports: ReadonlyMap<NodeId, NodeReport>): Arrivals {
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

/** Whether the layers behind one that is reported on in either of two ways are told the same. */
export function tellsTheSame(before: NodeReport, after: NodeReport): boolean {
  if (before.status === 'ok' && after.status === 'ok') {
    return (
      sameList(before.facts.outputs, after.facts.outputs, sameOutput) &&
      sameField(before.field, after.field) &&
      sameField(before.classroomField, after.classroomField)
    );
  }
  if (before.status === 'blocked' && after.status === 'blocked')
    return sameList(before.by, after.by, (a, b) => a === b);
  return before.status === after.status;
}

function sameOutput(a: TensorType | undefined, b: TensorType | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && sameType(a, b));
}

function sameList<T>(
  a: readonly T[],
  b: readonly T[],
  same: (one: T, other: T | undefined) => boolean,
): boolean {
  return a.length === b.length && a.every((each, index) => same(each, b[index]));
}
