import { endRun } from '@/db/queries/trainingRuns/endRun';
import { AppError } from '@/lib/errors';
import type { MutationField } from '../../fields';
import { badInput, checkProse } from '../../input';
import { share } from './recordMetrics';
import { requireOwnRun } from './requireOwnRun';

const LONGEST_MESSAGE = 1_000;

/** Records how a run ended. Once: what a run came to does not change afterwards. */
export const finishRun: MutationField<'finishRun'> = async (
  _root,
  { runId, status, accuracy, message },
  context,
) => {
  const { run, design } = await requireOwnRun(context, runId);
  if (status === 'running') badInput('A run ends as FINISHED, STOPPED or FAILED.');
  const end = {
    status,
    accuracy: share(accuracy),
    message: message ? checkProse(message, 'The message', LONGEST_MESSAGE) : null,
  };
  const ended = await context.db.transaction((tx) => endRun(tx, run, end));
  if (!ended) throw new AppError('CONFLICT', 'This training run has ended before.');
  context.services.database.wake.wake(design.id);
  return ended;
};
