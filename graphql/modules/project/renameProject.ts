import { updateProject } from '@/db/queries/projects/updateProject';
import type { MutationField } from '../../fields';
import { requireProject } from '../../guard';
import { checkName } from '../../input';

export const renameProject: MutationField<'renameProject'> = async (
  _root,
  { id, name },
  context,
) => {
  const { project } = await requireProject(context, id, 'project.rename');
  return updateProject(context.db, project.id, {
    name: checkName(name, 'The name of the project'),
  });
};
