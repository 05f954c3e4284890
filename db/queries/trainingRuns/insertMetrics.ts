import { and, eq, notInArray, sql } from 'drizzle-orm';
import type { Db } from '../../database';
import { refuseBeyond, STORE_LIMITS } from '../../limits';
import {
  type TrainingMetricRow,
  type TrainingRunRow,
  trainingMetrics,
} from '../../schema/trainingRuns';
import { countActivity } from '../designs/countActivity';

/** Adds points to the curves of a run; a step that is known gets the new values. To be run in a transaction. */
export async function insertMetrics(
  db: Db,
  run: TrainingRunRow,
  metrics: readonly Omit<TrainingMetricRow, 'runId'>[],
): Promise<void> {
  if (metrics.length === 0) return;
  const steps = metrics.map(({ step }) => step);
  const others = and(eq(trainingMetrics.runId, run.id), notInArray(trainingMetrics.step, steps));
  const after = (await db.$count(trainingMetrics, others)) + metrics.length - 1;
  refuseBeyond(after, STORE_LIMITS.metricsPerRun, 'points in the curves of a run');
  await db
    .insert(trainingMetrics)
    .values(metrics.map((metric) => ({ ...metric, runId: run.id })))
    .onConflictDoUpdate({
      target: [trainingMetrics.runId, trainingMetrics.step],
      set: {
        epoch: sql`excluded.epoch`,
        loss: sql`excluded.loss`,
        accuracy: sql`excluded.accuracy`,
        validationLoss: sql`excluded.validation_loss`,
        validationAccuracy: sql`excluded.validation_accuracy`,
      },
    });
  await countActivity(db, run.designId);
}
