import { z } from 'zod';
import { describeIssue } from '@/lib/graph/stored';
import { err, ok, type Result } from '@/lib/result';
import type { WaiverTarget } from './applyWaivers';
import { findingKey } from './findingKey';
import { type RuleSettings, ruleSettingsSchema } from './ruleSettings';
import { ruleById } from './rules';

/** A finding that somebody decided to live with, and why. */
export interface ReasonedWaiver extends WaiverTarget {
  /** Plain text. */
  readonly reason: string;
}

/** What people decided about the rules: for a project, and for single findings of a design. */
export interface LintSettings {
  readonly rules: RuleSettings;
  readonly waivers: readonly ReasonedWaiver[];
}

export const NO_LINT_SETTINGS: LintSettings = { rules: {}, waivers: [] };

const MOST_WAIVERS = 20_000;
const LONGEST_REASON = 1000;

const waiverSchema = z.strictObject({
  rule: z.string().describe('Id of the rule.'),
  node: z
    .string()
    .max(200)
    .nullable()
    .default(null)
    .describe('Id of the layer; null for a finding about the design as a whole.'),
  reason: z.string().trim().min(1).max(LONGEST_REASON).describe('Why the finding may stand.'),
});

/** Levels and thresholds by rule, and waivers, as a design file or a file of settings holds them. */
export const lintSettingsSchema = z
  .strictObject({
    rules: ruleSettingsSchema.default({}),
    waivers: z.array(waiverSchema).max(MOST_WAIVERS).default([]),
  })
  .superRefine(({ waivers }, context) => {
    const seen = new Set<string>();
    for (const [place, { rule, node }] of waivers.entries()) {
      const key = findingKey({ rule, node: node ?? undefined });
      const complain = (message: string) =>
        context.addIssue({ code: 'custom', path: ['waivers', place], message });
      if (!ruleById(rule)) complain(`there is no rule “${rule}”`);
      else if (seen.has(key)) complain(`“${key}” is waived twice; one reason was expected`);
      seen.add(key);
    }
  });

/** Reads settings that may come from anywhere; the error names the place and what was expected there. */
export function readLintSettings(value: unknown): Result<LintSettings, string> {
  const parsed = lintSettingsSchema.safeParse(value);
  return parsed.success ? ok(parsed.data) : err(describeIssue(parsed.error));
}

/** Both decisions together: rule by rule and finding by finding, what the second says stands where both speak. */
export function joinLintSettings(first: LintSettings, second: LintSettings): LintSettings {
  const keyOf = ({ rule, node }: WaiverTarget) => findingKey({ rule, node: node ?? undefined });
  const waivers = new Map(
    [...first.waivers, ...second.waivers].map((waiver) => [keyOf(waiver), waiver]),
  );
  return { rules: { ...first.rules, ...second.rules }, waivers: [...waivers.values()] };
}
