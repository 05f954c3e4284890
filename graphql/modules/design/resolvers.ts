import { currentDocument } from '@/db/queries/documents/currentDocument';
import { documentAt } from '@/db/queries/documents/documentAt';
import { markAt } from '@/db/queries/documents/markAt';
import { can } from '@/lib/access/permissions';
import { AppError } from '@/lib/errors';
import { storeGraph } from '@/lib/graph/stored';
import { must } from '@/lib/invariant';
import { requireDesign } from '../../guard';
import type { Resolvers } from '../../resolverTypes.generated';
import { userOrNull } from '../account/userOrNull';
import { archiveDesign } from './archiveDesign';
import { createDesign } from './createDesign';
import { duplicateDesign } from './duplicateDesign';
import { forkDesign } from './forkDesign';
import { renameDesign } from './renameDesign';
import { summarise } from './summarise';

export const designResolvers = {
  Query: {
    design: async (_root, { id }, context) =>
      (await requireDesign(context, id, 'design.read')).design,
  },
  Mutation: { createDesign, forkDesign, duplicateDesign, renameDesign, archiveDesign },
  Design: {
    project: async ({ projectId }, _args, { loaders }) =>
      must(await loaders.access.load(projectId), 'the project of a design').project,
    createdBy: ({ createdBy }, _args, context) => userOrNull(context, createdBy),
    parent: async ({ parentId }, _args, { loaders }) => {
      const parent = parentId === null ? undefined : await loaders.designs.load(parentId);
      if (!parent) return null;
      const access = await loaders.access.load(parent.projectId);
      return can(access?.role, 'design.read') ? parent : null;
    },
    variants: async ({ id }, _args, { loaders }) => {
      const variants = await loaders.variants.load(id);
      const projects = variants.map(({ projectId }) => projectId);
      const access = await Promise.all(projects.map((each) => loaders.access.load(each)));
      return variants.filter((_variant, index) => can(access[index]?.role, 'design.read'));
    },
    document: async ({ id, name }, { revision }, { services, db }) => {
      const found =
        revision === undefined || revision === null
          ? await currentDocument(services.database, id)
          : await documentAt(db, id, revision);
      if (found) return { ...found, designId: id };
      throw new AppError('NOT_FOUND', `“${name}” has no revision ${revision}.`);
    },
    summary: async ({ id }, _args, { services }) =>
      summarise(must(await currentDocument(services.database, id), 'the document').graph),
    threads: ({ id }, _args, { loaders }) => loaders.threads.load(id),
    waivers: ({ id }, _args, { loaders }) => loaders.waivers.load(id),
    runs: ({ id }, _args, { loaders }) => loaders.runs.load(id),
  },
  Document: {
    mark: async (position, _args, { db }) => (await markAt(db, position)) ?? null,
    graph: ({ graph }) => storeGraph(graph),
  },
} satisfies Resolvers;
