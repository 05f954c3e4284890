'use client';

import { useCallback, useEffect, useRef, useState } from 'react';

const PAUSE = 500;

/**
 * Text that a person is typing. It is taken over after a pause, on leaving the field or on Enter, as
 * long as it fits, and dropped on Escape. While nobody types, the field follows the value, which
 * others may change at any time; their change ends the draft.
 */
export function useDraft(
  value: string,
  complaint: (text: string) => string | undefined,
  commit: (text: string) => void,
) {
  const [draft, setDraft] = useState<{ readonly base: string; readonly text: string }>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const text = draft?.base === value ? draft.text : value;

  useEffect(() => () => clearTimeout(timer.current), []);

  const take = useCallback(
    (typed: string) => {
      clearTimeout(timer.current);
      if (typed !== value && complaint(typed) === undefined) commit(typed);
    },
    [value, complaint, commit],
  );

  return {
    text,
    error: text === value ? undefined : complaint(text),
    change(typed: string) {
      setDraft({ base: value, text: typed });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => take(typed), PAUSE);
    },
    finish() {
      take(text);
      setDraft(undefined);
    },
    cancel() {
      clearTimeout(timer.current);
      setDraft(undefined);
    },
  };
}
