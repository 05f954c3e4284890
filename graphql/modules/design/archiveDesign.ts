import { updateDesign } from '@/db/queries/designs/updateDesign';
import type { MutationField } from '../../fields';
import { requireDesign } from '../../guard';

/** Puts a design away, or takes it out again. It cannot be changed meanwhile. */
export const archiveDesign: MutationField<'archiveDesign'> = async (
  _root,
  { id, archived },
  context,
) => {
  const { design } = await requireDesign(context, id, 'design.archive');
  if (archived === (design.archivedAt !== null)) return design;
  const changed = await updateDesign(context.db, design.id, {
    archivedAt: archived ? new Date() : null,
  });
  context.services.database.wake.wake(design.id);
  return changed;
};
