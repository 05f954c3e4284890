import type { JsonObject } from '../json/jsonObject';

/** An output of one call of a layer. */
export interface TensorRef {
  readonly layer: string;
  /** Which of the layer's calls, from 0; Keras counts those of a model within a model from 1. */
  readonly call: number;
  readonly port: number;
  /** Sizes with the batch, where the file states them (Keras 3). */
  readonly shape: readonly (number | null)[] | undefined;
}

/** One use of a layer. */
export interface KerasCall {
  readonly tensors: readonly TensorRef[];
  /** Numbers that stand beside the tensors: the 3 of `x + 3`. */
  readonly constants: readonly number[];
  /** Whether a number stands before the first tensor, as in `3 - x`. */
  readonly constantFirst?: boolean;
  /** What else the function was called with, by name. */
  readonly options?: JsonObject;
}

/** A layer as its file describes it. One that is shared has several calls. */
export interface KerasLayer {
  readonly name: string;
  readonly className: string;
  readonly config: JsonObject;
  readonly calls: readonly KerasCall[];
}

/** A model as a graph, whichever of Keras' ways it was written in. */
export interface KerasGraph {
  readonly name: string;
  readonly layers: readonly KerasLayer[];
  readonly inputs: readonly TensorRef[];
  readonly outputs: readonly TensorRef[];
}
