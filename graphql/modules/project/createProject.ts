import { insertProject } from '@/db/queries/projects/insertProject';
import { personalTeam } from '@/db/queries/teams/personalTeam';
import type { MutationField } from '../../fields';
import { requireViewer } from '../../guard';
import { checkName } from '../../input';

/** Begins a project in the viewer's own team. */
export const createProject: MutationField<'createProject'> = async (_root, { name }, context) => {
  const viewer = requireViewer(context);
  const project = { name: checkName(name, 'The name of the project'), createdBy: viewer.id };
  return context.db.transaction(async (tx) => {
    const team = await personalTeam(tx, viewer);
    return insertProject(tx, { ...project, organizationId: team.id });
  });
};
