import { eq } from 'drizzle-orm';
import { must } from '@/lib/invariant';
import type { Db } from '../../database';
import { refuseBeyond, STORE_LIMITS } from '../../limits';
import { type TrainingRunRow, trainingRuns } from '../../schema/trainingRuns';
import { countActivity } from '../designs/countActivity';

export type NewRun = Pick<
  TrainingRunRow,
  'designId' | 'revision' | 'dataset' | 'backend' | 'settings'
> & { readonly startedBy: string };

/** Records that a training began. To be run in a transaction. */
export async function insertRun(db: Db, run: NewRun): Promise<TrainingRunRow> {
  const there = await db.$count(trainingRuns, eq(trainingRuns.designId, run.designId));
  refuseBeyond(there, STORE_LIMITS.runsPerDesign, 'training runs of a design');
  const [row] = await db.insert(trainingRuns).values(run).returning();
  await countActivity(db, run.designId);
  return must(row, 'the new training run');
}
