import { useApolloClient } from '@apollo/client/react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { RevisionDocument } from '@/app/_graphql/documents.generated';
import { failureOf } from '@/app/_graphql/errors';
import type { LayerGraph } from '@/lib/graph/graph';
import { readGraph } from '@/lib/graph/stored';
import type { DesignStore } from '../session/designStore';

/** A revision that is looked at instead of the design as it stands. */
export interface Past {
  readonly revision: number;
  readonly graph: LayerGraph;
}

/** Looks back: shows the design as it stood at a revision, or, without one, as it stands. */
export function usePast(
  designId: string,
  store: DesignStore,
): {
  readonly past: Past | undefined;
  readonly lookBack: (revision: number | undefined) => void;
} {
  const apollo = useApolloClient();
  const [past, setPast] = useState<Past>();
  /** What was asked for last: an answer to something else comes too late. */
  const wanted = useRef<number>(undefined);

  const load = useCallback(
    async (revision: number) => {
      const { data } = await apollo.query({
        query: RevisionDocument,
        variables: { id: designId, revision },
        fetchPolicy: 'no-cache',
      });
      if (wanted.current !== revision) return;
      const graph = readGraph(data?.design.document.graph);
      if (graph.ok) setPast({ revision, graph: graph.value });
      else store.complain(`Revision ${revision} cannot be read: ${graph.error}`);
    },
    [apollo, designId, store],
  );

  const lookBack = useCallback(
    (revision: number | undefined) => {
      wanted.current = revision;
      if (revision === undefined) return setPast(undefined);
      load(revision).catch((error: unknown) => store.complain(failureOf(error).message));
    },
    [load, store],
  );

  return useMemo(() => ({ past, lookBack }), [past, lookBack]);
}
