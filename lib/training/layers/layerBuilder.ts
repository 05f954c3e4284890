import type { Call } from '@/lib/layers/kind';
import type { TensorType } from '@/lib/tensor/tensorType';
import type { Random } from '../random';
import type { Layer, TensorFlow } from '../tensorflow';

/** Where a layer is built. */
export interface Place {
  /** Name of the layer, unique in its model. */
  readonly name: string;
  /** What arrives. */
  readonly inputs: readonly TensorType[];
  /** What the layer of the design gives, one for each port; where it is several calls, after the last. */
  readonly outputs: readonly TensorType[];
  /** Numbers for what the layer leaves to chance. */
  readonly random: Random;
}

/**
 * Makes the TensorFlow.js layer of a call. Layers with several ports come as one layer for each
 * port, all of the same inputs, because TensorFlow.js runs a layer once for each of its outputs
 * anyway.
 */
export type LayerBuilder = (
  tf: TensorFlow,
  args: Call['args'],
  place: Place,
) => Layer | readonly Layer[];
