import type { NodeId } from '@/lib/graph/graph';
import type { Facts, Saved } from '@/lib/layers/kind';
import { channelCount, elementCount } from '@/lib/tensor/tensorType';
import { weightSize } from './cost';
import { FIXED_BYTES } from './precision';
import { type Analysis, type OkReport, okReport } from './report';
import { type Storage, type Storages, storagesOf } from './storage';

/** Something that a layer keeps for itself: a mask, indices or statistics. */
export interface OwnTensor {
  readonly elements: number;
  readonly perSample: boolean;
  /** Bytes of one value. */
  readonly size: number;
}

/** What one layer does to memory in a training step. Lists hold the values of each tensor, for one sample. */
export interface StepLayer {
  readonly id: NodeId;
  /** Outputs that stay until a backward pass. */
  readonly kept: readonly number[];
  /** Outputs that go after their last reader. */
  readonly passing: readonly number[];
  /** Passing outputs that this layer is the last to read. */
  readonly ends: readonly number[];
  readonly own: readonly OwnTensor[];
  /** Gradients that its backward pass is the first to write. */
  readonly gradients: readonly number[];
  /** Gradients that its backward pass is the last to read: those of its own outputs. */
  readonly spent: readonly number[];
  /** Kept tensors that its backward pass is the last to read. */
  readonly released: readonly number[];
  /** Values in each weight that is learned. */
  readonly weights: readonly number[];
  /** Values in each stored array that is not learned, floating point and whole numbers. */
  readonly buffers: readonly number[];
  readonly counters: number;
  /** Values in its output when it is a convolution wider than 1×1 that mixes channels; 0 otherwise. */
  readonly convolution: number;
}

/** A training step without its batch and its precision: who takes and gives back which tensors, in order. */
export interface StepPlan {
  readonly layers: readonly StepLayer[];
  /** Values in each input of the network, for one sample. */
  readonly inputs: readonly number[];
}

/** Works out who is the first and the last to touch each tensor. SPEC A7, A11. */
export function stepPlan(analysis: Analysis): StepPlan {
  const remembered = plans.get(analysis);
  if (remembered) return remembered;
  const storages = storagesOf(analysis, 'training');
  const runs = analysis.order.flatMap((id): Run[] => {
    const report = okReport(analysis, id);
    return report ? [{ id, report, touched: touchedBy(id, storages) }] : [];
  });
  const keepers = keepersOf(runs, storages);
  const lastTouch = lastTouches(runs);
  const inputs: number[] = [];
  const layers = runs.map(({ id, report, touched }): StepLayer => {
    const owned = storages.ownedBy(id);
    for (const storage of owned) if (storage.isInput) inputs.push(storage.elements);
    const filled = owned.filter((storage) => !storage.isInput);
    const weights = report.facts.weights;
    return {
      id,
      kept: elementsOf(filled.filter((storage) => keepers.has(storage))),
      passing: elementsOf(filled.filter((storage) => !keepers.has(storage))),
      ends: elementsOf(touched.filter((each) => lastTouch.get(each) === id && !keepers.has(each))),
      own: ownTensors(report.facts),
      gradients: elementsOf(touched.filter((each) => lastTouch.get(each) === id)),
      spent: elementsOf(filled),
      released: elementsOf(touched.filter((each) => keepers.get(each) === id)),
      weights: weights.filter(({ trainable }) => trainable).map(weightSize),
      buffers: weights
        .filter(({ trainable, dtype }) => !trainable && dtype !== 'int64')
        .map(weightSize),
      counters: report.cost.counters,
      convolution: convolvedElements(report),
    };
  });
  const plan = { layers, inputs };
  plans.set(analysis, plan);
  return plan;
}

const plans = new WeakMap<Analysis, StepPlan>();

interface Run {
  readonly id: NodeId;
  readonly report: OkReport;
  /** The storages that it reads or fills, each once, without the network's input. */
  readonly touched: readonly Storage[];
}

/** First layer in running order that keeps a storage: the last to need it on the way back. */
function keepersOf(runs: readonly Run[], storages: Storages): ReadonlyMap<Storage, NodeId> {
  const keepers = new Map<Storage, NodeId>();
  for (const { id, report } of runs)
    for (const saved of report.facts.saved) {
      const storage = savedStorage(id, saved, storages);
      if (storage && !storage.isInput && !keepers.has(storage)) keepers.set(storage, id);
    }
  return keepers;
}

/** Last layer in running order that reads or fills a storage, and so the first to write its gradient on the way back. */
function lastTouches(runs: readonly Run[]): ReadonlyMap<Storage, NodeId> {
  const last = new Map<Storage, NodeId>();
  for (const { id, touched } of runs) for (const storage of touched) last.set(storage, id);
  return last;
}

function savedStorage(id: NodeId, saved: Saved, storages: Storages): Storage | undefined {
  if (saved.of === 'own') return undefined;
  return saved.of === 'output' ? storages.of(id, 0) : storages.into(id)[saved.slot];
}

function touchedBy(id: NodeId, storages: Storages): readonly Storage[] {
  const touched: Storage[] = [];
  const touch = (storage: Storage) => {
    if (!storage.isInput && !touched.includes(storage)) touched.push(storage);
  };
  storages.into(id).forEach(touch);
  storages.ownedBy(id).forEach(touch);
  return touched;
}

function elementsOf(storages: readonly Storage[]): readonly number[] {
  return storages.map(({ elements }) => elements);
}

function ownTensors({ saved }: Facts): readonly OwnTensor[] {
  return saved.flatMap((each) =>
    each.of === 'own'
      ? [{ elements: each.elements, perSample: each.perSample, size: FIXED_BYTES[each.dtype] }]
      : [],
  );
}

/** A kernel has four axes: filters, channels that each filter reads, height and width. SPEC L7. */
function convolvedElements({ facts, inputs }: OkReport): number {
  const [output] = facts.outputs;
  const [source] = inputs;
  const kernel = facts.weights.find(({ trainable, shape }) => trainable && shape.length === 4);
  if (!kernel || !output || !source) return 0;
  const [, fanIn = 1, height = 1, width = 1] = kernel.shape;
  const depthwise = fanIn === 1 && channelCount(source) !== 1;
  return depthwise || height * width === 1 ? 0 : elementCount(output);
}
