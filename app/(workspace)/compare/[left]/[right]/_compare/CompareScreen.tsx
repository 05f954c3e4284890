'use client';

import { useQuery } from '@apollo/client/react';
import { Center, Loader } from '@mantine/core';
import { FailurePage } from '@/app/_components/FailurePage';
import { ComparedDesignDocument } from '@/app/_graphql/documents.generated';
import { failureOf } from '@/app/_graphql/errors';
import { readGraph } from '@/lib/graph/stored';
import { CompareView } from './CompareView';

/** Loads two designs and puts them side by side. */
export function CompareScreen({ left, right }: { readonly left: string; readonly right: string }) {
  const before = useDesign(left);
  const after = useDesign(right);
  const failure = before.failure ?? after.failure;
  if (failure) return <FailurePage failure={failure} />;
  if (!before.side || !after.side) {
    return (
      <Center>
        <Loader aria-label="Loading the designs" />
      </Center>
    );
  }
  return <CompareView before={before.side} after={after.side} />;
}

/** A design, or with `@` and a number behind its id, a revision of it. */
function useDesign(place: string) {
  const [id = '', revision] = place.split('@');
  const { data, error } = useQuery(ComparedDesignDocument, {
    variables: { id, revision: revision === undefined ? null : Number(revision) },
    fetchPolicy: 'cache-and-network',
  });
  if (error && !data) return { failure: failureOf(error), side: undefined };
  if (!data) return { failure: undefined, side: undefined };
  const graph = readGraph(data.design.document.graph);
  if (!graph.ok) {
    const message = `“${data.design.name}” cannot be read: ${graph.error}`;
    return { failure: { code: 'BAD_INPUT' as const, message }, side: undefined };
  }
  return {
    failure: undefined,
    side: {
      design: data.design,
      graph: graph.value,
      place,
      title:
        revision === undefined ? data.design.name : `${data.design.name} at revision ${revision}`,
      pinned: revision !== undefined,
    },
  };
}
