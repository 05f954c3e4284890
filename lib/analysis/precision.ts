import type { Optimizer, Precision } from '@/lib/graph/graph';

/** Bytes of one value of each kind of tensor. */
export interface Bytes {
  readonly weight: number;
  readonly gradient: number;
  readonly activation: number;
  readonly optimizerSlot: number;
  /** Copy of a weight in the precision it computes in, kept beside the weight itself. */
  readonly castWeight: number;
}

/** SPEC A9. Mixed precision keeps fp32 weights, gradients and slots and computes in 16 bits (torch.autocast). */
export const BYTES: Readonly<Record<Precision, Bytes>> = {
  fp32: { weight: 4, gradient: 4, activation: 4, optimizerSlot: 4, castWeight: 0 },
  fp16: { weight: 2, gradient: 2, activation: 2, optimizerSlot: 2, castWeight: 0 },
  bf16: { weight: 2, gradient: 2, activation: 2, optimizerSlot: 2, castWeight: 0 },
  mixed: { weight: 4, gradient: 4, activation: 2, optimizerSlot: 4, castWeight: 2 },
};

/** Values that an optimizer keeps for each parameter between steps. SPEC A10. */
export const OPTIMIZER_SLOTS: Readonly<Record<Optimizer, number>> = {
  sgd: 0,
  momentum: 1,
  adam: 2,
  adamw: 2,
  rmsprop: 1,
};

/**
 * Copies of all parameters that an optimizer computes with while it steps: PyTorch steps over lists
 * of tensors on a GPU, and Adam and RMSprop hold the denominators of all parameters at once. SPEC A10.
 */
export const OPTIMIZER_STEP_COPIES: Readonly<Record<Optimizer, number>> = {
  sgd: 0,
  momentum: 0,
  adam: 1,
  adamw: 1,
  rmsprop: 1,
};

/** Bytes of a stored value whose type does not follow the precision setting. */
export const FIXED_BYTES = { bool: 1, int64: 8, float32: 4 } as const;
