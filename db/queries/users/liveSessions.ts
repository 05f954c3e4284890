import { and, gt, inArray, sql } from 'drizzle-orm';
import type { Db } from '../../database';
import { sessions } from '../../schema/users';

/** Which of some sessions go on: the person of each, by its token. */
export async function liveSessions(
  db: Db,
  tokens: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (tokens.length === 0) return new Map();
  const rows = await db
    .select({ token: sessions.token, userId: sessions.userId })
    .from(sessions)
    .where(and(inArray(sessions.token, [...tokens]), gt(sessions.expiresAt, sql`now()`)));
  return new Map(rows.map(({ token, userId }) => [token, userId]));
}
