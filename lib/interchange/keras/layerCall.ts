import type { TensorType } from '@/lib/tensor/tensorType';
import type { JsonObject } from '../json/jsonObject';
import type { Plan } from '../plan';

/** A use of a layer, as translators see it. */
export interface LayerCall {
  readonly className: string;
  readonly config: JsonObject;
  /** What arrives; undefined where its shape is not known. */
  readonly inputs: readonly (TensorType | undefined)[];
  /** Names of what arrives, for plans. */
  readonly sources: readonly string[];
  /** The numbers that stand beside the tensors. */
  readonly constants: readonly number[];
  /** Whether a number stands before the first tensor, as in `3 - x`. */
  readonly constantFirst: boolean;
  /** What else a function was called with, by name; none of a layer. */
  readonly options: JsonObject;
  /** Whether the model's maps have their channels first; Keras has them last unless told otherwise. */
  readonly channelsFirst: boolean;
  /** Whether it was written by Keras 3, some of whose functions differ. */
  readonly keras3: boolean;
}

/**
 * Turns a use of a layer into a plan. An opaque layer among the steps of a plan stands for a function of
 * each value: it has the shape of its first input.
 */
export type KerasTranslator = (call: LayerCall) => Plan;

/** Number of axes of an input as Keras counts them, the batch included. */
export function rankOf(type: TensorType | undefined): number | undefined {
  return type && type.shape.length + 1;
}

/** Whether an axis, as Keras counts it, is that of the channels. */
export function isChannelAxis(axis: number, { inputs: [type], channelsFirst }: LayerCall): boolean {
  const rank = rankOf(type) ?? 4;
  const index = axis < 0 ? axis + rank : axis;
  return index === (channelsFirst && rank === 4 ? 1 : rank - 1);
}
