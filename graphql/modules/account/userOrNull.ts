import type { UserRow } from '@/db/schema/users';
import type { Context } from '../../context';

/** Somebody who did something; null when they are gone. */
export async function userOrNull(
  { loaders }: Context,
  userId: string | null,
): Promise<UserRow | null> {
  return userId === null ? null : ((await loaders.users.load(userId)) ?? null);
}
