import type { Analysis } from '@/lib/analysis/report';
import { type RuleContext, ruleContext } from './context';
import { type AnyRule, type Finding, LEVELS } from './rule';
import { limitsOf, type RuleSetting, type RuleSettings } from './ruleSettings';
import { rules } from './rules';

/**
 * Everything that the design rules have to say, heaviest first, then in the order in which the
 * layers run. Pure, and the same for the same design: fixes take ids that follow from it. What the
 * analysis itself reports (layers that cannot work) is not repeated.
 */
export function lint(analysis: Analysis, settings: RuleSettings = {}): readonly Finding[] {
  const context = ruleContext(analysis);
  const found = rules.flatMap((rule) => findingsOf(rule, context, settings[rule.id]));
  const place = new Map(analysis.order.map((id, index) => [id, index]));
  const placeOf = ({ nodes: [first = ''] }: Finding) => place.get(first) ?? -1;
  const weightOf = ({ level }: Finding) => LEVELS.indexOf(level);
  return found.toSorted((a, b) => weightOf(a) - weightOf(b) || placeOf(a) - placeOf(b));
}

function findingsOf(
  rule: AnyRule,
  context: RuleContext,
  setting: RuleSetting | undefined,
): readonly Finding[] {
  if (setting?.level === 'off') return [];
  const level = setting?.level;
  return rule.check(context, limitsOf(rule, setting)).map((found) => ({
    ...found,
    rule: rule.id,
    level: level ?? found.level ?? rule.level,
    source: rule.source,
  }));
}
