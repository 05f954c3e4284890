'use client';

import { List, Stack, Text } from '@mantine/core';
import { RuleReference } from '@/app/(workspace)/RuleReference';
import { formatExact } from '@/lib/format';
import type { Finding } from '@/lib/rules/rule';
import { limitsOf } from '@/lib/rules/ruleSettings';
import { type RuleId, ruleById } from '@/lib/rules/rules';
import { useEditor } from '../EditorContext';

/** Why a rule speaks: what it asks for, who says so, and the numbers that it compared with. */
export function Why({ finding }: { readonly finding: Finding }) {
  const { ruleSettings } = useEditor();
  const rule = ruleById(finding.rule);
  if (!rule) return null;
  const { says } = rule.source;
  const limits = Object.entries(limitsOf(rule, ruleSettings[rule.id as RuleId]));
  return (
    <Stack gap={6} mt={6} fz="xs" role="note" aria-label={`Why: ${rule.title}`}>
      <Text fz="inherit">{rule.sentence}</Text>
      <Text fz="inherit" c="dimmed">
        {says}
      </Text>
      <Text fz="inherit" c="dimmed">
        Source: <RuleReference source={rule.source} />
      </Text>
      {limits.length > 0 && (
        <List size="xs">
          {limits.map(([name, { label, value, unit }]) => (
            <List.Item key={name} fw={label === finding.threshold?.label ? 600 : 400}>
              {label}: {formatExact(value)} {unit}
              {value === rule.thresholds[name]?.value
                ? ''
                : ` (set by the project; ${formatExact(rule.thresholds[name]?.value ?? 0)} by default)`}
            </List.Item>
          ))}
        </List>
      )}
    </Stack>
  );
}
