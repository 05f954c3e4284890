import type { ProjectRuleRow } from '@/db/schema/rules';
import { ruleById } from '@/lib/rules/rules';

/** Settings of rules that there still are: what an earlier version stored about others says nothing any more. */
export async function knownSettings(
  rows: Promise<readonly ProjectRuleRow[]>,
): Promise<readonly ProjectRuleRow[]> {
  return (await rows).filter(({ rule }) => ruleById(rule) !== undefined);
}
