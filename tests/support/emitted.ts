import { inferLayer, kindOf, type Layer } from '@/lib/layers/catalogue';
import type { Call } from '@/lib/layers/kind';
import type { TensorType } from '@/lib/tensor/tensorType';

/** What a layer that works is called in Keras and in PyTorch. */
export function emitted(
  layer: Layer,
  inputs: readonly TensorType[],
): { readonly keras: readonly Call[]; readonly torch: readonly Call[] } {
  const inferred = inferLayer(layer, inputs);
  if (!inferred.ok) throw new Error(inferred.problems[0]?.message);
  const { emit } = kindOf(layer);
  return {
    keras: emit.keras(layer.params, inferred.facts, inputs),
    torch: emit.torch(layer.params, inferred.facts, inputs),
  };
}
