import { eq } from 'drizzle-orm';
import type { Db } from '../../database';
import { type TrainingRunRow, trainingRuns } from '../../schema/trainingRuns';

export async function runById(db: Db, runId: string): Promise<TrainingRunRow | undefined> {
  const [row] = await db.select().from(trainingRuns).where(eq(trainingRuns.id, runId));
  return row;
}
