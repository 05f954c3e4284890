import { updateDesign } from '@/db/queries/designs/updateDesign';
import type { MutationField } from '../../fields';
import { requireDesign } from '../../guard';
import { checkName } from '../../input';

export const renameDesign: MutationField<'renameDesign'> = async (_root, { id, name }, context) => {
  const { design } = await requireDesign(context, id, 'design.rename');
  const renamed = await updateDesign(context.db, design.id, {
    name: checkName(name, 'The name of the design'),
  });
  context.services.database.wake.wake(design.id);
  return renamed;
};
