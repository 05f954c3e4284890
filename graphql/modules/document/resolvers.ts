import { PAGE } from '@/db/feed/page';
import { operationsAfter } from '@/db/queries/documents/operationsAfter';
import { requireDesign } from '../../guard';
import { badInput } from '../../input';
import type { Resolvers } from '../../resolverTypes.generated';
import { userOrNull } from '../account/userOrNull';
import { designEvents } from './designEvents';
import { pushOperations } from './pushOperations';

export const documentResolvers = {
  Outcome: { COMMIT: 'commit', REBASED: 'rebased', DISCARD: 'discard', REJECT: 'reject' },
  Query: {
    operations: async (_root, { designId, after }, context) => {
      const { design } = await requireDesign(context, designId, 'design.read');
      if (after < 0) badInput('A revision is 0 or more.');
      const page = { designId: design.id, after, upTo: design.revision, limit: PAGE };
      const operations = await operationsAfter(context.db, page);
      return { operations, headRevision: design.revision };
    },
  },
  Mutation: { pushOperations },
  Subscription: { designEvents },
  CommittedOperation: {
    actor: ({ actorId }, _args, context) => userOrNull(context, actorId),
  },
  OperationAnswer: {
    revision: (answer) => ('revision' in answer ? (answer.revision ?? null) : null),
    message: (answer) => ('message' in answer ? (answer.message ?? null) : null),
    code: (answer) => ('code' in answer ? (answer.code ?? null) : null),
  },
} satisfies Resolvers;
