import { and, eq } from 'drizzle-orm';
import type { Db } from '../../database';
import { type RunStatus, type TrainingRunRow, trainingRuns } from '../../schema/trainingRuns';
import { countActivity } from '../designs/countActivity';

export interface RunEnd {
  readonly status: Exclude<RunStatus, 'running'>;
  readonly accuracy: number | null;
  readonly message: string | null;
}

/** Records how a run ended; undefined when it had ended before. To be run in a transaction. */
export async function endRun(
  db: Db,
  run: TrainingRunRow,
  end: RunEnd,
): Promise<TrainingRunRow | undefined> {
  const [row] = await db
    .update(trainingRuns)
    .set({ ...end, endedAt: new Date() })
    .where(and(eq(trainingRuns.id, run.id), eq(trainingRuns.status, 'running')))
    .returning();
  if (row) await countActivity(db, run.designId);
  return row;
}
