import { readFileSync } from 'node:fs';
import { type Field, jumpOf, leftOf, sizeOf } from '@/lib/analysis/receptiveField';
import { type Analysis, okReport } from '@/lib/analysis/report';
import { wiringOf } from '@/lib/graph/wiring';

type PerAxis = readonly [height: number, width: number];

/** Size, jump and left edge of a unit's receptive field, in pixels of the input. */
export interface TruthField {
  readonly size: PerAxis;
  readonly jump: PerAxis;
  readonly left: PerAxis;
}

export interface TruthNode {
  readonly name: string;
  /** Class or function in PyTorch. */
  readonly type: string;
  readonly inputs: readonly string[];
  /** With the batch of 1 in front; a list of shapes where a node has several outputs. */
  readonly shape: readonly number[];
  readonly params: number;
  readonly buffers: number;
  readonly macs: number;
  readonly field: TruthField | null;
}

/** A tensor that autograd kept at batch 1: parameters, buffers and the input left out. Rows of one storage share it. */
export type SavedRow = readonly [
  node: string,
  storage: number,
  bytes: number,
  growsWithBatch: boolean,
];

/** One network as PyTorch ran it; tests/fixtures/README.md says what each figure is. */
export interface Truth {
  readonly totals: {
    readonly params: number;
    readonly buffers: number;
    readonly counters: number;
    readonly macs: number;
  };
  readonly inferencePeakBytes: number;
  readonly savedBytes: Readonly<Record<'1' | '8', { readonly activations: number }>>;
  readonly savedRows: readonly SavedRow[];
  readonly nodes: readonly TruthNode[];
}

export function readTruth(model: string): Truth {
  const file = new URL(`../fixtures/truth/${model}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * The network as people draw it: a chunk and the parts taken of it are one layer with several
 * outputs, and stochastic depth, which does nothing at inference, is left out.
 */
export function asDrawn(truth: Truth): Truth {
  const instead = new Map<string, string>();
  const byName = new Map(truth.nodes.map((node) => [node.name, node]));
  const nodes: TruthNode[] = [];
  for (const each of truth.nodes) {
    const inputs = each.inputs.map((name) => instead.get(name) ?? name);
    const [first = ''] = inputs;
    const isPart = each.type === 'getitem' && byName.get(first)?.type === 'chunk';
    if (isPart || each.type === 'stochastic_depth') instead.set(each.name, first);
    else
      nodes.push(
        each.type === 'chunk' ? likeItsParts({ ...each, inputs }, truth) : { ...each, inputs },
      );
  }
  return { ...truth, nodes };
}

/** A chunk with the shape and the field of the first part that is taken of it. */
function likeItsParts(chunk: TruthNode, { nodes }: Truth): TruthNode {
  const part = nodes.find(({ type, inputs }) => type === 'getitem' && inputs[0] === chunk.name);
  if (!part) throw new Error(`nobody takes a part of ${chunk.name}`);
  return { ...chunk, shape: part.shape, field: part.field };
}

/** One layer's figures, in a form that both sides can be brought to. */
export interface Row {
  /** Rows that it reads, by their place, in the order of the slots. */
  readonly inputs: readonly number[];
  readonly shape: readonly number[];
  readonly params: number;
  readonly buffers: number;
  readonly macs: number | undefined;
  /** Null where the field does not move with the unit, and in vectors. */
  readonly field: TruthField | null;
}

/**
 * The measured layers in the order in which they ran. Those that `leaveOut` names are skipped, and
 * what read them reads what they read: an exported graph has no dropout, say.
 */
export function truthRows(
  { nodes }: Truth,
  leaveOut: (node: TruthNode) => boolean = () => false,
): readonly Row[] {
  const places = new Map<string, number>();
  const rows: Row[] = [];
  for (const node of nodes) {
    const inputs = node.inputs.map((name) => places.get(name) ?? Number.NaN);
    if (leaveOut(node)) {
      places.set(node.name, inputs[0] ?? Number.NaN);
      continue;
    }
    places.set(node.name, rows.length);
    const { shape, params, buffers, macs } = node;
    const field = node.type === 'output' ? fieldBehind(rows[inputs[0] ?? -1]) : node.field;
    rows.push({ inputs, shape, params, buffers, macs, field });
  }
  return rows;
}

/** Fields were not measured at outputs, which are what they read. */
function fieldBehind(row: Row | undefined): TruthField | null {
  return row?.field ?? null;
}

/** The layers of an analysis in the order in which they run. Throws for layers that do not work. */
export function analysisRows(analysis: Analysis): readonly Row[] {
  const wiring = wiringOf(analysis.graph);
  const places = new Map(analysis.order.map((id, place) => [id, place]));
  return analysis.order.map((id) => {
    const report = okReport(analysis, id);
    const shape = report?.facts.outputs[0]?.shape;
    if (!report || !shape) throw new Error(`${id} has no report`);
    return {
      inputs: wiring.into(id).map(({ source }) => places.get(source) ?? Number.NaN),
      shape: [1, ...shape],
      params: report.cost.params,
      buffers: report.cost.buffers + report.cost.counters,
      macs: report.cost.macs,
      field: measuredField(report.field),
    };
  });
}

/** A field as the fixtures write it. */
export function measuredField(field: Field): TruthField | null {
  if (field.type !== 'local') return null;
  const { height, width } = field;
  return {
    size: [sizeOf(height), sizeOf(width)],
    jump: [jumpOf(height), jumpOf(width)],
    left: [leftOf(height), leftOf(width)],
  };
}

/** Whether a layer keeps its noise in four bytes a value on a CPU and a mask of one byte on a GPU. */
export function isMaskOnGpu({ type }: TruthNode): boolean {
  return /dropout/i.test(type);
}

/** Whether a layer averages over the whole map: it keeps its input on a CPU and nothing on a GPU. */
export function isWholeMapAverage({ type, shape }: TruthNode): boolean {
  return /^(adaptive_?avg_?pool2d|mean)$/i.test(type) && shape.slice(2).every((size) => size === 1);
}
