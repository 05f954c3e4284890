import type { z } from 'zod';
import type { catalogue, KindName } from '@/lib/layers/catalogue';
import type { Call } from '@/lib/layers/kind';
import { featureMap, type TensorType } from '@/lib/tensor/tensorType';

/** A layer of a kind with few defaults, and what the documents of Keras and PyTorch call it. */
interface Spoken<K extends KindName> {
  readonly params: z.input<(typeof catalogue)[K]['params']>;
  readonly inputs: readonly TensorType[];
  readonly keras: readonly Call[];
  readonly torch: readonly Call[];
}

export type SpokenKinds = { readonly [Kind in KindName]: Spoken<Kind> };

export const MAP = featureMap(4, 6, 9);

export function call(name: string, args: Call['args'] = {}): readonly Call[] {
  return [{ name, args }];
}
