'use client';

import { useMutation } from '@apollo/client/react';
import { useRef, useState } from 'react';
import {
  ResetRulesDocument,
  type RuleSettingFieldsFragment,
  SetRuleDocument,
} from '@/app/_graphql/documents.generated';
import { failureOf } from '@/app/_graphql/errors';
import type { AnyRule } from '@/lib/rules/rule';
import type { RuleSetting } from '@/lib/rules/ruleSettings';
import { settingOf } from '../../../ruleSettingsOf';

const AS_IT_COMES: RuleSetting = {};

/** What a project makes of a rule, shown as decided while the server is still being told. */
export function useRuleSetting(
  projectId: string,
  rule: AnyRule,
  stored: RuleSettingFieldsFragment | undefined,
) {
  const [set] = useMutation(SetRuleDocument);
  const [resetRules] = useMutation(ResetRulesDocument);
  const [pending, setPending] = useState<RuleSetting>();
  const [failure, setFailure] = useState<string>();
  const newest = useRef(0);

  const send = async (setting: RuleSetting) => {
    const number = ++newest.current;
    setPending(setting);
    setFailure(undefined);
    const { level, thresholds } = decided(rule, setting);
    try {
      if (level === undefined && thresholds.length === 0)
        await resetRules({ variables: { projectId, rule: rule.id } });
      else
        await set({
          variables: { projectId, rule: rule.id, level: LEVELS[level ?? 'default'], thresholds },
        });
    } catch (error) {
      if (number === newest.current) setFailure(failureOf(error).message);
    } finally {
      if (number === newest.current) setPending(undefined);
    }
  };

  return {
    setting: pending ?? (stored ? settingOf(stored) : AS_IT_COMES),
    change: (setting: RuleSetting) => void send(setting),
    reset: () => void send(AS_IT_COMES),
    failure,
  };
}

const LEVELS = {
  error: 'ERROR',
  warning: 'WARNING',
  advice: 'ADVICE',
  off: 'OFF',
  default: null,
} as const;

/** What of a setting differs from the rule as it comes. */
function decided(rule: AnyRule, { level, thresholds = {} }: RuleSetting) {
  const changed = Object.entries(thresholds).filter(
    ([name, value]) => rule.thresholds[name]?.value !== value,
  );
  return { level, thresholds: changed.map(([name, value]) => ({ name, value })) };
}
