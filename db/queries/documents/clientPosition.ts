import { and, eq } from 'drizzle-orm';
import { AppError } from '@/lib/errors';
import type { Db } from '../../database';
import { documentClients } from '../../schema/operations';

/**
 * The last number that a client used in a design, 0 for a new one. Refuses a client that belongs to
 * somebody else. The row of the design must be held. PROTOCOL P2.
 */
export async function clientPosition(
  db: Db,
  { designId, client, userId }: { designId: string; client: string; userId: string },
): Promise<number> {
  const [bound] = await db
    .select({ userId: documentClients.userId, lastSeq: documentClients.lastSeq })
    .from(documentClients)
    .where(and(eq(documentClients.designId, designId), eq(documentClients.client, client)));
  if (bound && bound.userId !== userId) {
    throw new AppError('FORBIDDEN', `The client “${client}” belongs to somebody else.`);
  }
  return bound?.lastSeq ?? 0;
}
