import { insertMetrics } from '@/db/queries/trainingRuns/insertMetrics';
import type { TrainingMetricRow } from '@/db/schema/trainingRuns';
import { AppError } from '@/lib/errors';
import type { MutationField } from '../../fields';
import { badInput } from '../../input';
import { LIMITS } from '../../limits';
import type { MetricInput } from '../../resolverTypes.generated';
import { requireOwnRun } from './requireOwnRun';

/** Adds points to the curves of a run that goes on. */
export const recordMetrics: MutationField<'recordMetrics'> = async (
  _root,
  { runId, metrics },
  context,
) => {
  const { run, design } = await requireOwnRun(context, runId);
  if (metrics.length > LIMITS.metrics) {
    badInput(`At most ${LIMITS.metrics} points can be recorded at once.`);
  }
  const points = metrics.map(readPoint);
  if (new Set(points.map(({ step }) => step)).size < points.length) {
    badInput('A step has one point.');
  }
  if (run.status !== 'running') throw new AppError('CONFLICT', 'This training run has ended.');
  await context.db.transaction((tx) => insertMetrics(tx, run, points));
  context.services.database.wake.wake(design.id);
  return run;
};

function readPoint(input: MetricInput): Omit<TrainingMetricRow, 'runId'> {
  const { step, epoch, loss } = input;
  if (step < 0 || epoch < 0) badInput('Steps and epochs count from 0.');
  return {
    step,
    epoch,
    loss,
    accuracy: share(input.accuracy),
    validationLoss: input.validationLoss ?? null,
    validationAccuracy: share(input.validationAccuracy),
  };
}

/** A share of samples, between 0 and 1. */
export function share(value: number | null | undefined): number | null {
  if (value === null || value === undefined) return null;
  if (value < 0 || value > 1) badInput(`An accuracy is between 0 and 1, not ${value}.`);
  return value;
}
