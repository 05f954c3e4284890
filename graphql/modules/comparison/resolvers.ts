import { designsOfComparison } from '@/db/queries/comparisons/designsOfComparison';
import { requireComparison } from '../../guard';
import type { Resolvers } from '../../resolverTypes.generated';
import { userOrNull } from '../account/userOrNull';
import { saveComparison } from './saveComparison';

export const comparisonResolvers = {
  Query: {
    comparison: async (_root, { id }, context) =>
      (await requireComparison(context, id, 'comparison.read')).comparison,
  },
  Mutation: { saveComparison },
  Comparison: {
    designs: ({ id }, _args, { db }) => designsOfComparison(db, id),
    createdBy: ({ createdBy }, _args, context) => userOrNull(context, createdBy),
  },
} satisfies Resolvers;
