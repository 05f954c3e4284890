import { inArray } from 'drizzle-orm';
import type { Db } from '../../database';
import { type UserRow, users } from '../../schema/users';

export function usersByIds(db: Db, ids: readonly string[]): Promise<UserRow[]> {
  return db
    .select()
    .from(users)
    .where(inArray(users.id, [...ids]));
}
