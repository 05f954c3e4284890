import type { NodeId } from '@/lib/graph/graph';
import { blockBytes } from './allocator';
import type { Bytes } from './precision';
import type { OwnTensor, StepLayer, StepPlan } from './stepPlan';

/** A moment of a training step, and the bytes that come and go which are there at it. */
export interface StepMoment {
  readonly phase: 'forward' | 'backward' | 'optimizer';
  /** The layer that runs, forward or backward. */
  readonly at: NodeId | undefined;
  /** Tensors kept for the backward pass that are still there. */
  readonly kept: number;
  /** Gradients of the weights that are there by then. */
  readonly gradients: number;
  /** Outputs that go after their last reader, and gradients of outputs; in the optimizer's step, what it computes with. */
  readonly passing: number;
}

/** The fullest moment of the passes, and the most that an allocator sets aside for them. */
export interface StepPeak {
  readonly moment: StepMoment;
  readonly reserved: number;
}

export function ownBytes({ elements, perSample, size }: OwnTensor, samples: number): number {
  return elements * (perSample ? samples : 1) * size;
}

/**
 * Walks through a training step, forward and backward. Forward, an output lives until its last
 * reader has run or, where a layer keeps it, until that layer's backward pass. Backward, the
 * gradient of an output lives from its last reader's backward pass to its own layer's, and the
 * gradients of the weights pile up. SPEC A11.
 */
export function walkStep({ layers }: StepPlan, samples: number, bytes: Bytes): StepPeak {
  const tally = new Tally();
  const each = samples * bytes.activation;
  for (const layer of layers) {
    tally.take('kept', layer.kept, each);
    tally.take('passing', layer.passing, each);
    tally.own(layer.own, samples, 1);
    tally.look('forward', layer);
    tally.give('passing', layer.ends, each);
  }
  for (const layer of layers.toReversed()) {
    tally.take('passing', layer.gradients, each);
    tally.take('gradients', layer.weights, bytes.gradient);
    tally.look('backward', layer);
    tally.give('passing', layer.spent, each);
    tally.give('kept', layer.released, each);
    tally.own(layer.own, samples, -1);
  }
  return { moment: tally.fullest, reserved: tally.mostReserved };
}

/** What is there, by what it is for, and the fullest moment so far. */
class Tally {
  fullest: StepMoment = { phase: 'forward', at: undefined, kept: 0, gradients: 0, passing: 0 };
  mostReserved = 0;
  private readonly live = { kept: 0, gradients: 0, passing: 0 };
  private reserved = 0;
  private most = 0;

  take(part: keyof Tally['live'], tensors: readonly number[], size: number): void {
    for (const elements of tensors) this.change(part, elements * size, 1);
  }

  give(part: keyof Tally['live'], tensors: readonly number[], size: number): void {
    for (const elements of tensors) this.change(part, elements * size, -1);
  }

  own(tensors: readonly OwnTensor[], samples: number, sign: 1 | -1): void {
    for (const tensor of tensors) this.change('kept', ownBytes(tensor, samples), sign);
  }

  look(phase: StepMoment['phase'], { id }: StepLayer): void {
    const { kept, gradients, passing } = this.live;
    const now = kept + gradients + passing;
    this.mostReserved = Math.max(this.mostReserved, this.reserved);
    if (now <= this.most) return;
    this.most = now;
    this.fullest = { phase, at: id, kept, gradients, passing };
  }

  private change(part: keyof Tally['live'], bytes: number, sign: 1 | -1): void {
    this.live[part] += sign * bytes;
    this.reserved += sign * blockBytes(bytes);
  }
}
