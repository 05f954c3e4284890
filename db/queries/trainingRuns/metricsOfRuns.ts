import { asc, inArray } from 'drizzle-orm';
import type { Db } from '../../database';
import { type TrainingMetricRow, trainingMetrics } from '../../schema/trainingRuns';

/** The points of the curves of runs, in the order of their steps. */
export function metricsOfRuns(db: Db, runIds: readonly string[]): Promise<TrainingMetricRow[]> {
  return db
    .select()
    .from(trainingMetrics)
    .where(inArray(trainingMetrics.runId, [...runIds]))
    .orderBy(asc(trainingMetrics.step));
}
