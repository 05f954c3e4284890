import type { NodeId, Settings } from '@/lib/graph/graph';
import { blockBytes } from './allocator';
import {
  BYTES,
  type Bytes,
  FIXED_BYTES,
  OPTIMIZER_SLOTS,
  OPTIMIZER_STEP_COPIES,
} from './precision';
import type { Analysis } from './report';
import { type StepPlan, stepPlan } from './stepPlan';
import { ownBytes, type StepMoment, type StepPeak, walkStep } from './stepWalk';

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
  /** Most bytes of tensors alive at one time of the step: weights, buffers, optimizer, input, and the moment's. */
  readonly peak: number;
  /** The moment of the peak. */
  readonly moment: StepMoment;
  /** What PyTorch's allocator sets aside for the tensors: each in blocks of its own size. SPEC A15. */
  readonly reserved: number;
  /** Output of the largest convolution wider than 1×1: what the workspaces of the GPU libraries grow with. SPEC A16. */
  readonly largestConvolution: number;
}

/** Memory of a training step on a GPU at the design's batch, precision and optimizer. SPEC A9 to A16. */
export function trainingMemory(
  analysis: Analysis,
  settings: Pick<Settings, 'batch' | 'precision' | 'optimizer'>,
): TrainingMemory {
  const bytes = BYTES[settings.precision];
  const plan = stepPlan(analysis);
  const standing = standingMemory(plan, settings, bytes);
  const walk = walkStep(plan, settings.batch, bytes);
  const { moment, reserved } = fuller(walk, optimizerStep(plan, settings, bytes));
  let convolution = 0;
  for (const layer of plan.layers) convolution = Math.max(convolution, layer.convolution);
  return {
    ...standing.parts,
    ...savedTensors(plan, settings.batch, bytes),
    peak: standing.total + momentBytes(moment),
    moment,
    reserved: standing.reserved + reserved,
    largestConvolution: convolution * settings.batch * bytes.activation,
  };
}

/** Bytes that come and go which are there at a moment. */
export function momentBytes({ kept, gradients, passing }: StepMoment): number {
  return kept + gradients + passing;
}

type StepSettings = Pick<Settings, 'batch' | 'precision' | 'optimizer'>;

interface Standing {
  readonly parts: Pick<TrainingMemory, 'weights' | 'buffers' | 'optimizer' | 'gradients' | 'input'>;
  readonly total: number;
  readonly reserved: number;
}

/** What is there all through a step. */
function standingMemory(plan: StepPlan, settings: StepSettings, bytes: Bytes): Standing {
  const slots = OPTIMIZER_SLOTS[settings.optimizer];
  let params = 0;
  let buffers = 0;
  let input = 0;
  let reserved = 0;
  for (const layer of plan.layers) {
    for (const values of layer.weights) {
      params += values;
      reserved += blockBytes(values * bytes.weight) + blockBytes(values * bytes.castWeight);
      reserved += slots * blockBytes(values * bytes.optimizerSlot);
    }
    for (const values of layer.buffers) {
      buffers += values * FIXED_BYTES.float32;
      reserved += blockBytes(values * FIXED_BYTES.float32);
    }
    buffers += layer.counters * FIXED_BYTES.int64;
    reserved += layer.counters * blockBytes(FIXED_BYTES.int64);
  }
  for (const values of plan.inputs) {
    const held = values * settings.batch * bytes.activation;
    input += held;
    reserved += blockBytes(held);
  }
  const weights = params * (bytes.weight + bytes.castWeight);
  const optimizer = params * slots * bytes.optimizerSlot;
  const gradients = params * bytes.gradient;
  const total = weights + buffers + optimizer + input;
  return { parts: { weights, buffers, optimizer, gradients, input }, total, reserved };
}

/** After the passes: all gradients of the weights, and what the optimizer computes with. SPEC A10. */
function optimizerStep(plan: StepPlan, { optimizer }: StepSettings, bytes: Bytes): StepPeak {
  const copies = OPTIMIZER_STEP_COPIES[optimizer];
  let gradients = 0;
  let passing = 0;
  let reserved = 0;
  for (const layer of plan.layers)
    for (const values of layer.weights) {
      gradients += values * bytes.gradient;
      passing += values * copies * bytes.optimizerSlot;
      reserved += blockBytes(values * bytes.gradient);
      reserved += copies * blockBytes(values * bytes.optimizerSlot);
    }
  const moment = { phase: 'optimizer', at: undefined, kept: 0, gradients, passing } as const;
  return { moment, reserved };
}

function fuller(one: StepPeak, other: StepPeak): StepPeak {
  const { moment } = momentBytes(other.moment) > momentBytes(one.moment) ? other : one;
  return { moment, reserved: Math.max(one.reserved, other.reserved) };
}

function savedTensors(
  plan: StepPlan,
  samples: number,
  bytes: Bytes,
): Pick<TrainingMemory, 'saved' | 'savedBy'> {
  const savedBy = new Map<NodeId, number>();
  let saved = 0;
  for (const layer of plan.layers) {
    let kept = 0;
    for (const elements of layer.released) kept += elements * samples * bytes.activation;
    for (const tensor of layer.own) kept += ownBytes(tensor, samples);
    if (kept > 0) savedBy.set(layer.id, kept);
    saved += kept;
  }
  return { saved, savedBy };
}
