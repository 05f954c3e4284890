import type { DesignRow } from '@/db/schema/designs';
import type { TrainingRunRow } from '@/db/schema/trainingRuns';
import { AppError } from '@/lib/errors';
import type { Context } from '../../context';
import { requireRun } from '../../guard';

/** A training run of the person who asks: nobody reports on somebody else's. */
export async function requireOwnRun(
  context: Context,
  runId: string,
): Promise<{ readonly run: TrainingRunRow; readonly design: DesignRow }> {
  const { run, design, viewer } = await requireRun(context, runId, 'run.write');
  if (run.startedBy !== viewer.id) {
    throw new AppError('FORBIDDEN', 'Only whoever started a training run can report on it.');
  }
  return { run, design };
}
