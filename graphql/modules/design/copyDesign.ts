import { countActivity } from '@/db/queries/designs/countActivity';
import { insertDesign } from '@/db/queries/designs/insertDesign';
import { currentDocument } from '@/db/queries/documents/currentDocument';
import { copyWaivers } from '@/db/queries/rules/copyWaivers';
import type { DesignRow } from '@/db/schema/designs';
import { must } from '@/lib/invariant';
import type { Context } from '../../context';
import { requireDesign } from '../../guard';
import { checkName } from '../../input';

/** A new design with the same layers and the waivers on them, as a variant that remembers its parent or as a copy that does not. */
export async function copyDesign(
  context: Context,
  { id, name }: { readonly id: string; readonly name: string },
  as: 'variant' | 'copy',
): Promise<DesignRow> {
  const action = as === 'variant' ? 'design.fork' : 'design.create';
  const { design, viewer } = await requireDesign(context, id, action);
  const checkedName = checkName(name, 'The name of the design');
  const { database } = context.services;
  const { graph, revision } = must(await currentDocument(database, design.id), 'the document');
  const copy = await context.db.transaction(async (tx) => {
    const made = await insertDesign(tx, {
      projectId: design.projectId,
      name: checkedName,
      createdBy: viewer.id,
      graph,
      parent: as === 'variant' ? { id: design.id, revision } : undefined,
    });
    await copyWaivers(tx, { from: design.id, to: made.id, layers: graph.nodes });
    if (as === 'variant') await countActivity(tx, design.id);
    return made;
  });
  if (as === 'variant') database.wake.wake(design.id);
  return copy;
}
