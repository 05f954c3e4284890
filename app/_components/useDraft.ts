'use client';

import { useEffect, useRef, useState } from 'react';
import { type Drafting, meet } from './draft';

const PAUSE = 500;
const NOTHING: Drafting = { draft: undefined, aside: undefined };

/**
 * Text that a person is typing. It is taken over after a pause, on leaving the field or on Enter, as
 * long as it fits, and dropped on Escape. While nobody types, the field follows the value, which
 * others may change at any time; their change or their lock ends the draft, and what was typed can be put back.
 */
export function useDraft(
  value: string,
  complaint: (text: string) => string | undefined,
  commit: (text: string) => void,
  locked = false,
) {
  const [drafting, setDrafting] = useState(NOTHING);
  const [seen, setSeen] = useState({ value, locked });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  if (seen.value !== value || seen.locked !== locked) {
    setSeen({ value, locked });
    setDrafting(meet(drafting, { value, changed: seen.value !== value, locked }));
  }

  useEffect(() => () => clearTimeout(timer.current), []);

  useEffect(() => {
    if (locked) clearTimeout(timer.current);
  }, [locked]);

  const { draft, aside } = drafting;
  const text = draft?.text ?? value;

  const take = (typed: string) => {
    clearTimeout(timer.current);
    if (typed === value || typed === draft?.taken || complaint(typed) !== undefined) return;
    setDrafting((now) => (now.draft ? { ...now, draft: { ...now.draft, taken: typed } } : now));
    commit(typed);
  };
  const change = (typed: string) => {
    setDrafting({ draft: { ...draft, text: typed }, aside: undefined });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => take(typed), PAUSE);
  };

  return {
    text,
    error: text === value ? undefined : complaint(text),
    change,
    finish() {
      take(text);
      setDrafting({ draft: undefined, aside });
    },
    cancel() {
      clearTimeout(timer.current);
      setDrafting(NOTHING);
    },
    /** What had been typed when somebody else changed the value or took the field. */
    aside,
    putBack: () => aside !== undefined && change(aside),
    forget: () => setDrafting({ draft, aside: undefined }),
  };
}
