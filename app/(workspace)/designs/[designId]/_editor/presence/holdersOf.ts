import type { Participant } from '@/lib/document/presence';

/** Somebody else who is in a field. */
export interface Holder {
  readonly client: string;
  readonly name: string;
  readonly color: string;
  readonly turn: number;
}

/** Who else is in the field of a property. */
export function holdersOf(
  others: readonly Participant[],
  { node, param }: { readonly node: string | null; readonly param: string },
): readonly Holder[] {
  return others.flatMap(({ client, name, color, editing }) =>
    editing?.node === node && editing.param === param
      ? [{ client, name, color, turn: editing.turn }]
      : [],
  );
}
