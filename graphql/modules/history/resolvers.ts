import { PAGE } from '@/db/feed/page';
import { operationsBefore } from '@/db/queries/documents/operationsBefore';
import { operationsOfLayer } from '@/db/queries/documents/operationsOfLayer';
import { requireDesign } from '../../guard';
import { badInput, checkId } from '../../input';
import type { Resolvers } from '../../resolverTypes.generated';
import { userOrNull } from '../account/userOrNull';
import { merges } from './merges';
import { nameVersion } from './nameVersion';

export const historyResolvers = {
  Query: {
    history: async (_root, { designId, before }, context) => {
      const { design } = await requireDesign(context, designId, 'design.read');
      if (typeof before === 'number' && before < 1) badInput('History ends before revision 1.');
      const operations = await operationsBefore(context.db, {
        designId: design.id,
        before: before ?? design.revision + 1,
        limit: PAGE,
      });
      return { operations, headRevision: design.revision };
    },
    layerHistory: async (_root, { designId, layer }, context) => {
      const { design } = await requireDesign(context, designId, 'design.read');
      const id = checkId(layer, 'The id of the layer');
      return operationsOfLayer(context.db, { designId: design.id, layer: id, limit: PAGE });
    },
    merges,
  },
  Mutation: { nameVersion },
  Design: { versions: ({ id }, _args, { loaders }) => loaders.versions.load(id) },
  NamedVersion: {
    createdBy: ({ createdBy }, _args, context) => userOrNull(context, createdBy),
  },
} satisfies Resolvers;
