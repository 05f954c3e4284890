import type { ApolloClient } from '@apollo/client';
import {
  DesignNowDocument,
  MergesDocument,
  RevisionDocument,
} from '@/app/_graphql/documents.generated';
import { loadDesignLine, type NamedDesign } from '@/app/(workspace)/_merge/designLine';
import { type DesignRevision, forkPoint } from '@/lib/document/merge/forkPoint';
import { lastMerge, type MergeHistory, type MergeRecord } from '@/lib/document/merge/lastMerge';
import type { LayerGraph } from '@/lib/graph/graph';
import { readGraph } from '@/lib/graph/stored';
import { err, ok, type Result } from '@/lib/result';

/** Since when changes count: since the last merge of the two designs, or since they parted. */
export type Since = 'merge' | 'fork';

/** A design at a revision, with what it is called. */
export interface PastDesign extends NamedDesign, DesignRevision {}

export interface MergedDesign extends PastDesign {
  readonly graph: LayerGraph;
}

/** What a merge needs of the server: the design whose changes are brought over, and since when they count. */
export interface OtherSides {
  readonly theirs: MergedDesign;
  readonly base: MergedDesign;
  /** Where the changes may begin; `merge` is left out where there was none. */
  readonly starts: { readonly fork: PastDesign; readonly merge: PastDesign | undefined };
}

/** Asks for the other design as it stands, and for the document where the changes begin. Rejects as a request does. */
export async function loadSides(
  apollo: ApolloClient,
  designId: string,
  fromId: string,
  since: Since,
): Promise<Result<OtherSides, string>> {
  const [ours, theirs] = await Promise.all([
    loadOne(apollo, designId, fromId),
    loadOne(apollo, fromId, designId),
  ]);
  const parted = forkPoint(ours.ancestors, theirs.ancestors);
  if (!parted)
    return err(
      `“${ours.name}” and “${theirs.name}” do not come from one design, so there are no changes to tell apart.`,
    );
  const merged = lastMerge(ours, theirs);
  const start = since === 'merge' && merged ? merged : parted;
  const { data } = await apollo.query({
    query: RevisionDocument,
    variables: start,
    fetchPolicy: 'no-cache',
  });
  const read = [theirs.graph, data?.design.document.graph].map(readGraph);
  const unreadable = read.flatMap((each) => (each.ok ? [] : [each.error]))[0];
  const [graph, base] = read.flatMap((each) => (each.ok ? [each.value] : []));
  if (!graph || !base) return err(`The designs cannot be read: ${unreadable}`);
  const named = (point: DesignRevision): PastDesign => {
    const known = [...ours.ancestors, ...theirs.ancestors].find(({ id }) => id === point.id);
    return { ...point, name: known?.name ?? '' };
  };
  return ok({
    theirs: { ...theirs, graph },
    base: { ...named(start), graph: base },
    starts: { fork: named(parted), merge: merged && named(merged) },
  });
}

/** A design as it stands, where it comes from, and what of the other one was merged into it and is still there. */
async function loadOne(apollo: ApolloClient, id: string, other: string) {
  const [{ ancestors }, now, log] = await Promise.all([
    loadDesignLine(apollo, id),
    apollo.query({ query: DesignNowDocument, variables: { id }, fetchPolicy: 'no-cache' }),
    apollo.query({
      query: MergesDocument,
      variables: { designId: id, source: other },
      fetchPolicy: 'no-cache',
    }),
  ]);
  const design = now.data?.design;
  const merges = (log.data?.merges ?? []).flatMap(
    ({ sourceRevision, revision, stands }): MergeRecord[] =>
      stands ? [{ source: { id: other, revision: sourceRevision }, revision }] : [],
  );
  const history: MergeHistory = { id, revision: design?.document.revision ?? 0, merges };
  return { ...history, name: design?.name ?? '', graph: design?.document.graph, ancestors };
}
