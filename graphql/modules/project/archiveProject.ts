import { updateProject } from '@/db/queries/projects/updateProject';
import type { MutationField } from '../../fields';
import { requireProject } from '../../guard';

/** Puts a project away, or takes it out again. Its designs cannot be changed meanwhile. */
export const archiveProject: MutationField<'archiveProject'> = async (
  _root,
  { id, archived },
  context,
) => {
  const { project } = await requireProject(context, id, 'project.archive');
  if (archived === (project.archivedAt !== null)) return project;
  return updateProject(context.db, project.id, { archivedAt: archived ? new Date() : null });
};
