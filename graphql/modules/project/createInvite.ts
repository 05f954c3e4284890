import { insertInvite } from '@/db/queries/projects/insertInvite';
import { higherRole } from '@/lib/access/permissions';
import { AppError } from '@/lib/errors';
import type { MutationField } from '../../fields';
import { requireProject } from '../../guard';

/** Makes a link into a project. Nobody can give away more than they have. */
export const createInvite: MutationField<'createInvite'> = async (
  _root,
  { projectId, role },
  context,
) => {
  const access = await requireProject(context, projectId, 'project.invite');
  if (higherRole(access.role, role) !== access.role) {
    throw new AppError('FORBIDDEN', `You can invite people as ${access.role} at most.`);
  }
  return insertInvite(context.db, {
    projectId: access.project.id,
    role,
    createdBy: access.viewer.id,
  });
};
