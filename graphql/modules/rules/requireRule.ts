import { AppError } from '@/lib/errors';
import type { AnyRule } from '@/lib/rules/rule';
import { ruleById } from '@/lib/rules/rules';

/** A rule that there is. */
export function requireRule(id: string): AnyRule {
  const rule = ruleById(id);
  if (!rule) throw new AppError('BAD_INPUT', `There is no rule “${id.slice(0, 64)}”.`);
  return rule;
}
