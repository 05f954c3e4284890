/** What somebody has typed into a field and not finished with. */
export interface Draft {
  readonly text: string;
  /** What of it was taken over last; the value may follow a little later. */
  readonly taken?: string;
}

/** A field as the person who types sees it. */
export interface Drafting {
  readonly draft: Draft | undefined;
  /** What was typed when somebody else set the value or took the field. */
  readonly aside: string | undefined;
}

/**
 * What becomes of a draft when the value changes or a lock comes. The value that was taken over from
 * it leaves what was typed since; somebody else's value ends it, and so does a lock: then it is put aside.
 */
export function meet(
  { draft, aside }: Drafting,
  { value, changed, locked }: { readonly value: string; changed: boolean; locked: boolean },
): Drafting {
  if (!draft) return { draft, aside };
  const own = draft.taken !== undefined;
  if (changed && own && draft.text === draft.taken) return { draft: undefined, aside };
  if (locked || (changed && !own)) {
    return { draft: undefined, aside: draft.text === value ? aside : draft.text };
  }
  return { draft: changed ? { text: draft.text } : draft, aside };
}
