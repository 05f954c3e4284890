import type { Holder } from './holdersOf';

/**
 * Who keeps a tab from writing in a field: of all who are in it the one who took it last. Of two
 * who came at the same moment it is the same one for everybody. A tab that is not in the field has no turn.
 */
export function keeperOf(
  holders: readonly Holder[],
  me: { readonly client: string; readonly turn: number | undefined },
): Holder | undefined {
  const [first] = [...holders].sort(later);
  if (!first || me.turn === undefined) return first;
  return later(first, { client: me.client, turn: me.turn }) < 0 ? first : undefined;
}

type Claim = Pick<Holder, 'client' | 'turn'>;

function later(a: Claim, b: Claim): number {
  return b.turn - a.turn || (a.client < b.client ? -1 : 1);
}
