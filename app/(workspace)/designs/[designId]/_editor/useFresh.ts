import { useEffect, useRef } from 'react';

/** Calls with what is new of a list in which later entries have higher numbers. */
export function useFresh<T extends { readonly id: number }>(
  list: readonly T[],
  take: (fresh: readonly T[]) => void,
): void {
  const seen = useRef(0);
  const taking = useRef(take);
  taking.current = take;
  useEffect(() => {
    const fresh = list.filter(({ id }) => id > seen.current);
    if (fresh.length === 0) return;
    seen.current = fresh.at(-1)?.id ?? seen.current;
    taking.current(fresh);
  }, [list]);
}
