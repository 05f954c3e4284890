import type { RuleSettingFieldsFragment } from '@/app/_graphql/documents.generated';
import { SETTING_LEVELS } from '@/lib/rules/rule';
import type { RuleSetting, RuleSettings } from '@/lib/rules/ruleSettings';

/** What a project decided about its rules, as the API gives it, as the rules take it. */
export function ruleSettingsOf(stored: readonly RuleSettingFieldsFragment[]): RuleSettings {
  return Object.fromEntries(stored.map((each) => [each.rule, settingOf(each)]));
}

/** What a project decided about one rule. */
export function settingOf({
  level,
  thresholds,
}: Pick<RuleSettingFieldsFragment, 'level' | 'thresholds'>): RuleSetting {
  return {
    level: SETTING_LEVELS.find((each) => each === level?.toLowerCase()),
    thresholds: Object.fromEntries(thresholds.map(({ name, value }) => [name, value])),
  };
}
