import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { must } from '@/lib/invariant';
import type { Db } from '../../database';
import { secrets } from '../../schema/secrets';

/** A secret of 256 random bits that is made the first time anybody asks and is the same for every instance. */
export async function sharedSecret(db: Db, name: string): Promise<string> {
  const value = randomBytes(32).toString('base64url');
  await db.insert(secrets).values({ name, value }).onConflictDoNothing();
  const [row] = await db.select().from(secrets).where(eq(secrets.name, name));
  return must(row, `the secret ${name}`).value;
}
