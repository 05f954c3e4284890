import type { NodeId, Settings } from '@/lib/graph/graph';
import type { Facts, Saved } from '@/lib/layers/kind';
import { BYTES, type Bytes, FIXED_BYTES, OPTIMIZER_SLOTS } from './precision';
import { type Analysis, type OkReport, okReport } from './report';
import { lastUsers, type Storage, type Storages, storagesOf } from './storage';

/** Memory of one training step, in bytes, by what it is for. */
export interface TrainingMemory {
  /** Parameters, with their copies in the precision that computes. */
  readonly weights: number;
  /** Running statistics and counters. */
  readonly buffers: number;
  readonly optimizer: number;
  /** All gradients of the weights, as they stand when the optimizer steps. */
  readonly gradients: number;
  /** The input batch. */
  readonly input: number;
  /** Tensors kept for the backward pass: each storage once, without weights, buffers and the input. */
  readonly saved: number;
  /** The same, told to the layer that asks for it first. */
  readonly savedBy: ReadonlyMap<NodeId, number>;
  /** Most bytes of tensors alive at one time of the step. */
  readonly peak: number;
}

/** Memory of a training step on a GPU at the design's batch, precision and optimizer. SPEC A9 to A12. */
export function trainingMemory(analysis: Analysis, settings: Settings): TrainingMemory {
  const bytes = BYTES[settings.precision];
  const storages = storagesOf(analysis, 'training');
  const standing = standingMemory(analysis, settings, bytes);
  const input = inputElements(analysis, storages) * settings.batch * bytes.activation;
  const kept = keptTensors(analysis, settings.batch, bytes, storages);
  const always = standing.weights + standing.buffers + standing.optimizer + input;
  const walk = stepPeak(analysis, settings.batch, bytes, storages, kept);
  return {
    ...standing,
    input,
    saved: kept.total,
    savedBy: kept.by,
    peak: always + Math.max(walk, standing.gradients),
  };
}

type Standing = Pick<TrainingMemory, 'weights' | 'buffers' | 'optimizer' | 'gradients'>;

/** What a network takes whatever runs through it. */
function standingMemory(analysis: Analysis, settings: Settings, bytes: Bytes): Standing {
  let params = 0;
  let buffers = 0;
  let counters = 0;
  for (const { cost } of runs(analysis)) {
    params += cost.params;
    buffers += cost.buffers;
    counters += cost.counters;
  }
  return {
    weights: params * (bytes.weight + bytes.castWeight),
    buffers: buffers * FIXED_BYTES.float32 + counters * FIXED_BYTES.int64,
    optimizer: params * OPTIMIZER_SLOTS[settings.optimizer] * bytes.optimizerSlot,
    gradients: params * bytes.gradient,
  };
}

function inputElements(analysis: Analysis, storages: Storages): number {
  let elements = 0;
  for (const id of analysis.order)
    for (const storage of storages.ownedBy(id)) if (storage.isInput) elements += storage.elements;
  return elements;
}

interface Run extends OkReport {
  readonly id: NodeId;
}

/** The layers that work, in the order in which they run. */
function runs(analysis: Analysis): readonly Run[] {
  return analysis.order.flatMap((id) => {
    const report = okReport(analysis, id);
    return report ? [{ ...report, id }] : [];
  });
}

interface Kept {
  readonly total: number;
  readonly by: ReadonlyMap<NodeId, number>;
  /** First layer in running order that keeps a storage: the last to need it on the way back. */
  readonly keeper: ReadonlyMap<Storage, NodeId>;
}

function keptTensors(analysis: Analysis, samples: number, bytes: Bytes, storages: Storages): Kept {
  const by = new Map<NodeId, number>();
  const keeper = new Map<Storage, NodeId>();
  let total = 0;
  for (const { id, facts } of runs(analysis)) {
    let kept = ownBytes(facts, samples);
    for (const saved of facts.saved) {
      const storage = savedStorage(id, saved, storages);
      if (!storage || storage.isInput || keeper.has(storage)) continue;
      keeper.set(storage, id);
      kept += storage.elements * samples * bytes.activation;
    }
    if (kept > 0) by.set(id, kept);
    total += kept;
  }
  return { total, by, keeper };
}

/** Bytes of masks, indices and statistics that a layer keeps for itself. */
function ownBytes({ saved }: Facts, samples: number): number {
  let bytes = 0;
  for (const each of saved) {
    if (each.of === 'own')
      bytes += each.elements * (each.perSample ? samples : 1) * FIXED_BYTES[each.dtype];
  }
  return bytes;
}

function savedStorage(id: NodeId, saved: Saved, storages: Storages): Storage | undefined {
  if (saved.of === 'own') return undefined;
  return saved.of === 'output' ? storages.of(id, 0) : storages.into(id)[saved.slot];
}

/**
 * Most bytes that come and go within a step. Forward, an output lives until its last reader has
 * run or, where a layer keeps it, until that layer's backward pass. Backward, the gradient of an
 * output lives from its last reader's backward pass to its own layer's, and the gradients of the
 * weights pile up.
 */
function stepPeak(
  analysis: Analysis,
  samples: number,
  bytes: Bytes,
  storages: Storages,
  { keeper }: Kept,
): number {
  const perElement = samples * bytes.activation;
  const layers = runs(analysis);
  const lastUser = lastUsers(analysis, storages);
  let live = 0;
  let peak = 0;
  for (const { id, facts } of layers) {
    for (const storage of storages.ownedBy(id))
      if (!storage.isInput) live += storage.elements * perElement;
    live += ownBytes(facts, samples);
    peak = Math.max(peak, live);
    for (const storage of touchedBy(id, storages))
      if (lastUser.get(storage) === id && !keeper.has(storage))
        live -= storage.elements * perElement;
  }
  const gradients = new Set<Storage>();
  for (const { id, facts, cost } of layers.toReversed()) {
    for (const storage of touchedBy(id, storages)) {
      if (gradients.has(storage)) continue;
      gradients.add(storage);
      live += storage.elements * perElement;
    }
    live += cost.params * bytes.gradient;
    peak = Math.max(peak, live);
    for (const storage of storages.ownedBy(id))
      if (!storage.isInput) live -= storage.elements * perElement;
    for (const storage of new Set(facts.saved.map((saved) => savedStorage(id, saved, storages))))
      if (storage && keeper.get(storage) === id) live -= storage.elements * perElement;
    live -= ownBytes(facts, samples);
  }
  return peak;
}

/** The storages that a layer reads or fills, each once, without the network's input. */
function touchedBy(id: NodeId, storages: Storages): ReadonlySet<Storage> {
  const all = new Set([...storages.into(id), ...storages.ownedBy(id)]);
  for (const storage of all) if (storage.isInput) all.delete(storage);
  return all;
}
