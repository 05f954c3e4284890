import type { Layer } from '@/lib/layers/catalogue';

/** An output of a layer that is being read in. */
export interface Tap {
  /** Index of the layer, in the order in which the layers are made. */
  readonly draft: number;
  readonly port: number;
}

/** A layer that is being read in, before it has a name and a place. */
export interface Draft {
  readonly layer: Layer;
  readonly inputs: readonly Tap[];
  /** Names in the file of what it makes, by port. */
  readonly tensors: readonly string[];
}

/** The layers that some output depends on. Each comes after those that it reads, before and after. */
export function leadingToOutputs<D extends Draft>(drafts: readonly D[]): readonly D[] {
  const needed = new Set<number>();
  for (let index = drafts.length - 1; index >= 0; index--) {
    const draft = drafts[index];
    if (draft?.layer.kind === 'output') needed.add(index);
    if (needed.has(index)) for (const { draft: source } of draft?.inputs ?? []) needed.add(source);
  }
  const places = new Map([...needed].sort((a, b) => a - b).map((index, place) => [index, place]));
  return [...places.keys()].flatMap((index) => {
    const draft = drafts[index];
    if (!draft) return [];
    const inputs = draft.inputs.map(({ draft: source, port }) => ({
      draft: places.get(source) ?? 0,
      port,
    }));
    return [{ ...draft, inputs }];
  });
}
