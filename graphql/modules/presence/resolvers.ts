import { must } from '@/lib/invariant';
import type { Resolvers } from '../../resolverTypes.generated';
import { presence } from './presence';
import { updatePresence } from './updatePresence';

export const presenceResolvers = {
  Mutation: { updatePresence },
  Subscription: { presence },
  Participant: {
    user: async ({ userId }, _args, { loaders }) =>
      must(await loaders.users.load(userId), 'somebody who is present'),
  },
} satisfies Resolvers;
