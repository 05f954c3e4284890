import { membersOfProject } from '@/db/queries/projects/membersOfProject';
import { projectsOfUser } from '@/db/queries/projects/projectsOfUser';
import { must } from '@/lib/invariant';
import { requireProject, requireViewer } from '../../guard';
import { LIMITS } from '../../limits';
import type { Resolvers } from '../../resolverTypes.generated';
import { knownSettings } from '../rules/knownSettings';
import { archiveProject } from './archiveProject';
import { createDemoProject } from './createDemoProject';
import { createInvite } from './createInvite';
import { createProject } from './createProject';
import { redeemInvite } from './redeemInvite';
import { renameProject } from './renameProject';

export const projectResolvers = {
  Query: {
    projects: (_root, { archived }, context) =>
      projectsOfUser(context.db, requireViewer(context).id, {
        archived: archived ?? false,
        limit: LIMITS.projects,
      }),
    project: async (_root, { id }, context) =>
      (await requireProject(context, id, 'project.read')).project,
  },
  Mutation: {
    createProject,
    createDemoProject,
    renameProject,
    archiveProject,
    createInvite,
    redeemInvite,
  },
  Project: {
    updatedAt: async ({ id, updatedAt }, _args, { loaders }) => {
      const newest = (await loaders.projectFigures.load(id))?.lastChange;
      return newest && newest > updatedAt ? newest : updatedAt;
    },
    role: async ({ id }, _args, { loaders }) =>
      must((await loaders.access.load(id))?.role, 'the role in a project that was given'),
    designs: async ({ id }, { archived }, { loaders }) => {
      const designs = await loaders.designsOfProject.load(id);
      return designs.filter(({ archivedAt }) => (archivedAt !== null) === (archived ?? false));
    },
    designCount: async ({ id }, _args, { loaders }) =>
      (await loaders.projectFigures.load(id))?.designCount ?? 0,
    members: ({ id }, _args, { db }) => membersOfProject(db, id),
    comparisons: ({ id }, _args, { loaders }) => loaders.comparisonsOfProject.load(id),
    ruleSettings: ({ id }, _args, { loaders }) => knownSettings(loaders.ruleSettings.load(id)),
  },
} satisfies Resolvers;
