import { and, eq } from 'drizzle-orm';
import type { Db } from '../../database';
import { projectRules } from '../../schema/rules';
import { type ChangedRules, changeRules } from './changeRules';

/** Leaves one rule of a project as it comes, or all when none is named. To be run in a transaction. */
export function resetRules(
  db: Db,
  projectId: string,
  rule: string | undefined,
): Promise<ChangedRules> {
  return changeRules(db, projectId, async (tx) => {
    const named = rule === undefined ? undefined : eq(projectRules.rule, rule);
    await tx.delete(projectRules).where(and(eq(projectRules.projectId, projectId), named));
  });
}
