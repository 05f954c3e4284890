import { z } from 'zod';
import { describeIssue } from '@/lib/graph/stored';
import { err, ok, type Result } from '@/lib/result';
import { type AnyRule, SETTING_LEVELS, type SettingLevel, type Threshold } from './rule';
import { type RuleId, ruleById, rules } from './rules';

/** What a project decides about one rule: another level for all its findings, none at all, other thresholds. */
export interface RuleSetting {
  readonly level?: SettingLevel | undefined;
  readonly thresholds?: Readonly<Record<string, number>> | undefined;
}

/** What a project decides about rules. Rules that are not named stay as they are. */
export type RuleSettings = { readonly [Id in RuleId]?: RuleSetting | undefined };

const settingSchema = z.strictObject({
  level: z.enum(SETTING_LEVELS).optional(),
  thresholds: z.record(z.string(), z.number().min(0).max(1e12)).optional(),
});

/** What a project decides about rules, as a file may hold it. */
export const ruleSettingsSchema = z
  .record(z.string(), settingSchema)
  .superRefine((settings, context) => {
    for (const [id, { thresholds = {} }] of Object.entries(settings)) {
      const rule = ruleById(id);
      const complain = (message: string) =>
        context.addIssue({ code: 'custom', path: [id], message });
      if (!rule)
        complain(`there is no rule “${id}”; there are ${rules.map((each) => each.id).join(', ')}`);
      for (const name of rule ? Object.keys(thresholds) : []) {
        const known = Object.keys(rule?.thresholds ?? {}).join(', ') || 'none';
        if (!Object.hasOwn(rule?.thresholds ?? {}, name))
          complain(`“${id}” has no threshold “${name}”; it has ${known}`);
      }
    }
  });

/** Reads settings that may come from anywhere; the error is a sentence. */
export function readRuleSettings(value: unknown): Result<RuleSettings, string> {
  const parsed = ruleSettingsSchema.safeParse(value);
  return parsed.success ? ok(parsed.data) : err(describeIssue(parsed.error));
}

/** The thresholds of a rule with a project's values in place of the defaults. */
export function limitsOf(
  rule: AnyRule,
  setting: RuleSetting | undefined,
): Readonly<Record<string, Threshold>> {
  if (!setting?.thresholds) return rule.thresholds;
  const limits = Object.entries(rule.thresholds).map(([name, threshold]) => {
    const value = setting.thresholds?.[name] ?? threshold.value;
    return [name, { ...threshold, value }] as const;
  });
  return Object.fromEntries(limits);
}
