import { asc, inArray } from 'drizzle-orm';
import type { Db } from '../../database';
import { type ProjectRuleRow, projectRules } from '../../schema/rules';

/** What projects decided about single rules, by the ids of the rules. */
export function ruleSettingsOfProjects(
  db: Db,
  projectIds: readonly string[],
): Promise<ProjectRuleRow[]> {
  return db
    .select()
    .from(projectRules)
    .where(inArray(projectRules.projectId, [...projectIds]))
    .orderBy(asc(projectRules.rule));
}
