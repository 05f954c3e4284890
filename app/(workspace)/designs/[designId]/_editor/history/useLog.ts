import { useApolloClient } from '@apollo/client/react';
import { useCallback, useEffect, useState } from 'react';
import { HistoryDocument } from '@/app/_graphql/documents.generated';
import { type Failure, failureOf } from '@/app/_graphql/errors';
import { type LogEntry, logEntry } from './logEntry';

/** How long the timeline waits for more of the same before it asks again. */
const SETTLE_MILLISECONDS = 800;

/** The log of a design from its end as far back as it was asked for, kept up as the design grows. */
export function useLog(designId: string, head: number) {
  const apollo = useApolloClient();
  const [entries, setEntries] = useState<readonly LogEntry[]>();
  const [seen, setSeen] = useState(-1);
  const [failure, setFailure] = useState<Failure>();

  const load = useCallback(
    async (before: number | null) => {
      try {
        const { data } = await apollo.query({
          query: HistoryDocument,
          variables: { designId, before },
          fetchPolicy: 'no-cache',
        });
        const page = data?.history.operations.flatMap((each) => logEntry(each) ?? []) ?? [];
        setEntries((known = []) => joined(known, page));
        setSeen(data?.history.headRevision ?? 0);
        setFailure(undefined);
      } catch (error) {
        setFailure(failureOf(error));
      }
    },
    [apollo, designId],
  );

  useEffect(() => {
    if (seen >= head) return;
    const timer = setTimeout(() => void load(null), seen < 0 ? 0 : SETTLE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [load, seen, head]);

  const oldest = entries?.at(-1)?.revision ?? 1;
  return {
    entries,
    failure,
    /** Loads what came before; undefined when there is nothing. */
    older: oldest > 1 ? () => void load(oldest) : undefined,
  };
}

/** Two stretches of the log as one, newest first; what lies on the other side of a gap is let go. */
function joined(known: readonly LogEntry[], page: readonly LogEntry[]): readonly LogEntry[] {
  const byRevision = new Map([...known, ...page].map((entry) => [entry.revision, entry]));
  const all = [...byRevision.values()].toSorted((a, b) => b.revision - a.revision);
  const gap = all.findIndex(
    ({ revision }, index) => index > 0 && (all[index - 1]?.revision ?? 0) !== revision + 1,
  );
  return gap === -1 ? all : all.slice(0, gap);
}
