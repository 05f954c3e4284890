import { readFileSync } from 'node:fs';
import { analyse } from '@/lib/analysis/analyse';
import { type ExpectedUse, expectedUse, OVERHEAD } from '@/lib/analysis/expectedUse';
import type { Analysis } from '@/lib/analysis/report';
import { type TrainingMemory, trainingMemory } from '@/lib/analysis/trainingMemory';
import { DEFAULT_SETTINGS, type LayerGraph, type Optimizer } from '@/lib/graph/graph';
import { must } from '@/lib/invariant';
import { templateById } from '@/lib/templates/templates';
import { measuredNetwork } from './measuredNetwork';

const MIB = 1024 ** 2;

/** Which part a model has: `fit` sets the constants, `report` is predicted with them, as is `vgg`, told apart. */
export type Half = 'fit' | 'report' | 'vgg';

/** tests/fixtures/README.md says what each figure is. */
interface MemoryFixture {
  readonly a100: {
    readonly batches: readonly number[];
    readonly rows: readonly {
      readonly model: string;
      readonly network: string;
      /** Side of the images, where it is not the template's. */
      readonly pixels?: number;
      readonly half: Half;
      readonly mib: readonly number[];
    }[];
  };
  readonly a100Adam: {
    readonly batches: readonly number[];
    readonly rows: readonly { readonly network: string; readonly mib: readonly number[] }[];
  };
  readonly tensors: {
    readonly rows: readonly {
      readonly network: string;
      readonly batch: number;
      readonly momentum: number;
      readonly adam: number;
      readonly gradients: number;
    }[];
  };
  readonly rtx3090: {
    readonly rows: readonly {
      readonly network: string;
      readonly fits: number;
      readonly fails: number;
    }[];
  };
}

export function readGpuMemory(): MemoryFixture {
  const file = new URL('../fixtures/gpuMemory.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

const analyses = new Map<string, Analysis>();

/** The template of a row, or the network put together from its trace, analysed for images of a size. */
export function analysedNetwork(id: string, pixels?: number): Analysis {
  const key = `${id} ${pixels}`;
  const found = analyses.get(key);
  if (found) return found;
  const graph = templateById(id)?.build() ?? measuredNetwork(id);
  const analysis = analyse(pixels === undefined ? graph : resized(graph, pixels));
  analyses.set(key, analysis);
  return analysis;
}

function resized(graph: LayerGraph, pixels: number): LayerGraph {
  const nodes = new Map(graph.nodes);
  for (const node of nodes.values())
    if (node.kind === 'input')
      nodes.set(node.id, { ...node, params: { ...node.params, height: pixels, width: pixels } });
  return { ...graph, nodes };
}

/** One measurement of a training step in fp32, and what we say of it; MiB. */
export interface MemoryRow {
  readonly model: string;
  readonly half: Half;
  readonly batch: number;
  readonly measured: number;
  readonly memory: TrainingMemory;
  readonly expected: ExpectedUse;
  /** Predicted over measured, less one. */
  readonly error: number;
  readonly inBand: boolean;
}

/** Every measurement on the A100, with SGD and momentum. */
export function momentumRows(): readonly MemoryRow[] {
  const { batches, rows } = readGpuMemory().a100;
  return rows.flatMap(({ model, network, pixels, half, mib }) => {
    const analysis = analysedNetwork(network, pixels);
    return mib.map((measured, place) =>
      rowOf({ model, half, batch: must(batches[place], 'batch'), measured }, analysis, 'momentum'),
    );
  });
}

/** The measurements with Adam, of which none had a part in the constants. */
export function adamRows(): readonly MemoryRow[] {
  const { batches, rows } = readGpuMemory().a100Adam;
  return rows.flatMap(({ network, mib }) =>
    mib.map((measured, place) => {
      const half = network.startsWith('vgg') ? 'vgg' : 'report';
      const given = {
        model: network,
        half,
        batch: must(batches[place], 'batch'),
        measured,
      } as const;
      return rowOf(given, analysedNetwork(network), 'adam');
    }),
  );
}

type Given = Pick<MemoryRow, 'model' | 'half' | 'batch' | 'measured'>;

function rowOf(given: Given, analysis: Analysis, optimizer: Optimizer): MemoryRow {
  const { batch, measured } = given;
  const memory = trainingMemory(analysis, { ...DEFAULT_SETTINGS, batch, optimizer });
  const use = expectedUse(memory);
  const expected = { low: use.low / MIB, likely: use.likely / MIB, high: use.high / MIB };
  return {
    ...given,
    memory,
    expected,
    error: expected.likely / measured - 1,
    inBand: expected.low <= measured && measured <= expected.high,
  };
}

export function medianError(rows: readonly MemoryRow[]): number {
  const errors = rows.map(({ error }) => Math.abs(error)).toSorted((a, b) => a - b);
  const middle = errors.length / 2;
  const [low = Number.NaN, high = Number.NaN] = [
    errors[Math.ceil(middle) - 1],
    errors[Math.floor(middle)],
  ];
  return (low + high) / 2;
}

export function shareInBand(rows: readonly MemoryRow[]): number {
  return rows.filter(({ inBand }) => inBand).length / rows.length;
}

/**
 * The context (MiB) and the workspace (outputs of the largest convolution) with the least sum of
 * absolute relative errors. The best line of two constants goes through two of the points, so all
 * pairs are tried.
 */
export function fittedOverhead(rows: readonly MemoryRow[]): {
  readonly context: number;
  readonly workspace: number;
} {
  const points = rows.map(({ measured, memory }) => ({
    measured,
    rest: measured - memory.reserved / MIB,
    convolution: memory.largestConvolution / MIB,
  }));
  let best = { context: Number.NaN, workspace: Number.NaN, error: Number.POSITIVE_INFINITY };
  for (const [index, one] of points.entries())
    for (const other of points.slice(index + 1)) {
      if (one.convolution === other.convolution) continue;
      const workspace = (one.rest - other.rest) / (one.convolution - other.convolution);
      const context = one.rest - workspace * one.convolution;
      let error = 0;
      for (const { rest, convolution, measured } of points)
        error += Math.abs(context + workspace * convolution - rest) / measured;
      if (error < best.error) best = { context, workspace, error };
    }
  return { context: best.context, workspace: best.workspace };
}

/** Workspaces that each measurement asks for when the context is the likely one, in outputs of the largest convolution. */
export function workspacesOf(rows: readonly MemoryRow[]): readonly number[] {
  return rows.map(
    ({ measured, memory }) =>
      (measured * MIB - OVERHEAD.context.likely - memory.reserved) / memory.largestConvolution,
  );
}
