import { desc, inArray } from 'drizzle-orm';
import type { Db } from '../../database';
import { type TrainingRunRow, trainingRuns } from '../../schema/trainingRuns';

/** The training runs of designs, newest first. */
export function runsOfDesigns(db: Db, designIds: readonly string[]): Promise<TrainingRunRow[]> {
  return db
    .select()
    .from(trainingRuns)
    .where(inArray(trainingRuns.designId, [...designIds]))
    .orderBy(desc(trainingRuns.startedAt), desc(trainingRuns.id));
}
