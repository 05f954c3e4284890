import type { Resolvers } from '../../resolverTypes.generated';
import { userOrNull } from '../account/userOrNull';
import { openThread } from './openThread';
import { reply } from './reply';
import { resolveThread } from './resolveThread';

export const threadResolvers = {
  AnchorType: { DESIGN: 'design', NODE: 'node', EDGE: 'edge', PARAM: 'param', POINT: 'point' },
  Mutation: { openThread, reply, resolveThread },
  Thread: {
    anchor: ({ anchorType, element, param, x, y }) => ({ type: anchorType, element, param, x, y }),
    orphaned: async ({ designId, element }, _args, { loaders }) =>
      element !== null && !(await loaders.elements.load({ designId, element })),
    resolvedBy: ({ resolvedBy }, _args, context) => userOrNull(context, resolvedBy),
    comments: ({ id }, _args, { loaders }) => loaders.comments.load(id),
  },
  Comment: { author: ({ authorId }, _args, context) => userOrNull(context, authorId) },
} satisfies Resolvers;
