import { AppError } from '@/lib/errors';

/** How much there may be of what people make, so that no list grows without end. */
export const STORE_LIMITS = {
  projectsPerTeam: 1_000,
  designsPerProject: 1_000,
  invitesPerProject: 500,
  comparisonsPerProject: 500,
  versionsPerDesign: 500,
  threadsPerDesign: 1_000,
  commentsPerThread: 500,
  waiversPerDesign: 1_000,
  runsPerDesign: 500,
  metricsPerRun: 20_000,
} as const;

/** Refuses to add where there are as many as there may be. `things` says what, in the plural. */
export function refuseBeyond(count: number, limit: number, things: string): void {
  if (count >= limit) {
    throw new AppError('LIMIT_EXCEEDED', `There can be at most ${limit} ${things}.`);
  }
}
