import { currentDocument } from '@/db/queries/documents/currentDocument';
import { inverseOfGesture } from '@/db/queries/documents/inverseOfGesture';
import { mergesOfDesign } from '@/db/queries/documents/mergesOfDesign';
import { stillStands } from '@/lib/document/merge/stillStands';
import { must } from '@/lib/invariant';
import type { QueryField } from '../../fields';
import { requireDesign } from '../../guard';
import { checkId } from '../../input';

/** How far back is looked for a merge of which something is left. */
const NEWEST = 5;

/** What was merged from one design into another. */
export const merges: QueryField<'merges'> = async (_root, { designId, source }, context) => {
  const { design } = await requireDesign(context, designId, 'design.read');
  const found = await mergesOfDesign(context.db, {
    designId: design.id,
    source: checkId(source, 'The id of the other design'),
    limit: NEWEST,
  });
  const { graph } = must(
    await currentDocument(context.services.database, design.id),
    'the document',
  );
  return Promise.all(
    found.map(async ({ gesture, source: { revision: sourceRevision }, revision }) => {
      const inverse = await inverseOfGesture(context.db, design.id, gesture);
      return { sourceRevision, revision, stands: stillStands(graph, inverse) };
    }),
  );
};
