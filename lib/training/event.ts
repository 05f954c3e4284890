import type { NodeId } from '@/lib/graph/graph';
import type { LossInput } from './loss';

/** Something that a careful person looks at before the first step. */
export interface TrainingCheck {
  readonly id: 'model' | 'initial-loss' | 'gradients' | 'silent-channels';
  readonly status: 'passed' | 'warning';
  /** A sentence with the numbers. */
  readonly message: string;
  /** The layers that a warning is about. */
  readonly nodes: readonly NodeId[];
}

/** How strongly the loss pulls at a layer: the norm of the gradient of its weights. */
export interface LayerGradient {
  readonly node: NodeId;
  readonly norm: number;
}

/** Of the validation images of a class, how many are recognised. */
export interface ClassScore {
  readonly name: string;
  readonly correct: number;
  readonly count: number;
}

/** What a training tells as it goes. The last event is `finished`, `stopped` or `failed`. */
export type TrainingEvent =
  | {
      readonly type: 'started';
      /** Steps that it will take. */
      readonly steps: number;
      readonly parameters: number;
      readonly trainingImages: number;
      readonly validationImages: number;
      readonly lossInput: LossInput;
      readonly checks: readonly TrainingCheck[];
      /** Before the first step, in the order in which the layers run. */
      readonly gradients: readonly LayerGradient[];
    }
  | {
      readonly type: 'step';
      /** Steps done, this one included. */
      readonly step: number;
      /** Epochs done, with fractions. */
      readonly epoch: number;
      /** Mean cross-entropy of the batch in nats, before the step. */
      readonly loss: number;
      /** Share of the batch that was right, before the step. */
      readonly accuracy: number;
      readonly seconds: number;
    }
  | {
      readonly type: 'epoch';
      readonly step: number;
      readonly epoch: number;
      /** Means over the steps of the epoch. */
      readonly loss: number;
      readonly accuracy: number;
      readonly validationLoss: number;
      readonly validationAccuracy: number;
      readonly seconds: number;
    }
  | {
      readonly type: 'finished';
      readonly step: number;
      readonly loss: number;
      /** Share of the validation images that are right at the end. */
      readonly accuracy: number;
      readonly classes: readonly ClassScore[];
      readonly seconds: number;
    }
  | { readonly type: 'stopped'; readonly step: number }
  | {
      readonly type: 'failed';
      readonly step: number;
      /** A sentence that says what went wrong and what to try. */
      readonly message: string;
    };
