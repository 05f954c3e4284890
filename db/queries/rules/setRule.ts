import type { RuleSetting } from '@/lib/rules/ruleSettings';
import type { Db } from '../../database';
import { projectRules } from '../../schema/rules';
import { type ChangedRules, changeRules } from './changeRules';

/** Decides about one rule of a project, in place of what was decided before. To be run in a transaction. */
export function setRule(
  db: Db,
  {
    projectId,
    rule,
    setting,
    changedBy,
  }: {
    readonly projectId: string;
    readonly rule: string;
    readonly setting: RuleSetting;
    readonly changedBy: string;
  },
): Promise<ChangedRules> {
  const { level, thresholds } = setting;
  const decided = {
    level: level ?? null,
    thresholds: thresholds ?? {},
    changedBy,
    changedAt: new Date(),
  };
  return changeRules(db, projectId, async (tx) => {
    await tx
      .insert(projectRules)
      .values({ projectId, rule, ...decided })
      .onConflictDoUpdate({ target: [projectRules.projectId, projectRules.rule], set: decided });
  });
}
