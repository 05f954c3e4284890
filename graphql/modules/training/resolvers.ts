import { requireRun } from '../../guard';
import type { Resolvers } from '../../resolverTypes.generated';
import { userOrNull } from '../account/userOrNull';
import { finishRun } from './finishRun';
import { recordMetrics } from './recordMetrics';
import { startRun } from './startRun';

export const trainingResolvers = {
  RunStatus: { RUNNING: 'running', FINISHED: 'finished', STOPPED: 'stopped', FAILED: 'failed' },
  Query: {
    trainingRun: async (_root, { id }, context) => (await requireRun(context, id, 'run.read')).run,
  },
  Mutation: { startRun, recordMetrics, finishRun },
  TrainingRun: {
    startedBy: ({ startedBy }, _args, context) => userOrNull(context, startedBy),
    metrics: ({ id }, _args, { loaders }) => loaders.metrics.load(id),
  },
} satisfies Resolvers;
