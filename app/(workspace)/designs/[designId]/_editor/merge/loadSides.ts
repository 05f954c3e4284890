import type { ApolloClient } from '@apollo/client';
import { DesignNowDocument, RevisionDocument } from '@/app/_graphql/documents.generated';
import { loadDesignLine, type NamedDesign } from '@/app/(workspace)/_merge/designLine';
import { type DesignRevision, forkPoint } from '@/lib/document/merge/forkPoint';
import type { LayerGraph } from '@/lib/graph/graph';
import { readGraph } from '@/lib/graph/stored';
import { err, ok, type Result } from '@/lib/result';

/** A design at a revision, with what it is called. */
export interface MergedDesign extends NamedDesign, DesignRevision {
  readonly graph: LayerGraph;
}

/** What a merge needs of the server: the design whose changes are brought over, and where both parted. */
export interface OtherSides {
  readonly theirs: MergedDesign;
  readonly base: MergedDesign;
}

/** Asks for the other design as it stands, and for the document where both parted. Rejects as a request does. */
export async function loadSides(
  apollo: ApolloClient,
  designId: string,
  fromId: string,
): Promise<Result<OtherSides, string>> {
  const [ours, theirs] = await Promise.all(
    [designId, fromId].map((id) => loadDesignLine(apollo, id)),
  );
  const [own, other] = [ours?.ancestors ?? [], theirs?.ancestors ?? []];
  const parted = forkPoint(own, other);
  const names = [own[0]?.name, other[0]?.name].map((name) => `“${name}”`).join(' and ');
  if (!parted)
    return err(`${names} do not come from one design, so there are no changes to tell apart.`);
  const [now, past] = await Promise.all([
    apollo.query({
      query: DesignNowDocument,
      variables: { id: fromId },
      fetchPolicy: 'no-cache',
    }),
    apollo.query({ query: RevisionDocument, variables: parted, fetchPolicy: 'no-cache' }),
  ]);
  const [head, start] = [now.data?.design, past.data?.design];
  const [headGraph, startGraph] = [
    readGraph(head?.document.graph),
    readGraph(start?.document.graph),
  ];
  if (!head || !headGraph.ok) return err(`${names} cannot be merged: one of them cannot be read.`);
  if (!startGraph.ok) return err(`Revision ${parted.revision} cannot be read: ${startGraph.error}`);
  const { id, name, document } = head;
  return ok({
    theirs: { id, name, revision: document.revision, graph: headGraph.value },
    base: {
      ...parted,
      name: own.find((ancestor) => ancestor.id === parted.id)?.name ?? '',
      graph: startGraph.value,
    },
  });
}
