import { ROLES, type Role } from '@/lib/access/permissions';
import { colorOf } from '@/lib/document/presence';
import type { Resolvers } from '../../resolverTypes.generated';
import { scalars } from '../../scalars';

/** How the members of the enumeration are called inside: by the names of the permissions. */
const roleNames = Object.fromEntries(ROLES.map((role) => [role.toUpperCase(), role]));

export const accountResolvers = {
  ...scalars,
  Role: roleNames as Record<Uppercase<Role>, Role>,
  Query: { viewer: (_root, _args, { viewer }) => viewer ?? null },
  User: {
    color: ({ id }) => colorOf(id),
    isGuest: ({ isAnonymous }) => isAnonymous === true,
  },
  Viewer: {
    color: ({ id }) => colorOf(id),
    // A guest's address is made up and leads nowhere.
    email: ({ email, isAnonymous }) => (isAnonymous ? null : email),
    isGuest: ({ isAnonymous }) => isAnonymous === true,
  },
} satisfies Resolvers;
