import { useEffect } from 'react';
import { onHope } from '@/app/_graphql/onHope';
import { useDesignState } from '../EditorContext';
import type { DesignStore } from './designStore';

/**
 * Cares for work that was not sent: tries again as soon as there is reason to hope, asks the browser not to
 * throw it away, and warns whoever leaves the page where the browser keeps nothing.
 */
export function useUnsentWork(store: DesignStore): void {
  const waiting = useDesignState(
    store,
    ({ session, connection }) => session.pending.length > 0 && connection.status !== 'live',
  );
  const endangered = useDesignState(
    store,
    ({ session, keeping }) => session.pending.length > 0 && !keeping,
  );

  useEffect(() => onHope(store.hurry), [store]);

  useEffect(() => {
    // Refused or unknown, the work is kept as well as the browser likes.
    if (waiting) void navigator.storage?.persist?.().catch(() => false);
  }, [waiting]);

  useEffect(() => {
    if (!endangered) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [endangered]);
}
