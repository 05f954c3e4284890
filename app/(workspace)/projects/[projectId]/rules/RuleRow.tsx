'use client';

import {
  Badge,
  Button,
  Card,
  Group,
  NativeSelect,
  SimpleGrid,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { Ago } from '@/app/_components/Ago';
import { DraftInput } from '@/app/_components/DraftInput';
import type { RuleSettingFieldsFragment } from '@/app/_graphql/documents.generated';
import { RuleReference } from '@/app/(workspace)/RuleReference';
import { formatExact } from '@/lib/format';
import { type AnyRule, SETTING_LEVELS } from '@/lib/rules/rule';
import { limitsOf } from '@/lib/rules/ruleSettings';
import { useRuleSetting } from './useRuleSetting';

const LEVEL_NAMES = { error: 'Error', warning: 'Warning', advice: 'Advice', off: 'Off' } as const;

/** A rule: what it asks for and why, and what the project makes of it. */
export function RuleRow({
  projectId,
  rule,
  stored,
  editable,
}: {
  readonly projectId: string;
  readonly rule: AnyRule;
  /** What is decided; undefined where the rule is as it comes. */
  readonly stored: RuleSettingFieldsFragment | undefined;
  readonly editable: boolean;
}) {
  const { setting, change, reset, failure } = useRuleSetting(projectId, rule, stored);
  const limits = Object.entries(limitsOf(rule, setting));
  const { says } = rule.source;
  return (
    <Card
      withBorder
      padding="md"
      role="listitem"
      aria-label={rule.title}
      id={rule.id}
      {...(setting.level === 'off' && { bg: 'var(--lb-canvas)' })}
    >
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="md">
        <div>
          <Group gap={8}>
            <Title order={2} size="sm">
              {rule.title}
            </Title>
            <Text size="xs" c="dimmed" ff="monospace">
              {rule.id}
            </Text>
            {stored && (
              <Badge size="xs" variant="light">
                changed
              </Badge>
            )}
          </Group>
          <Text size="sm" mt={2}>
            {rule.sentence}
          </Text>
          <Text size="xs" c="dimmed" mt={4}>
            {says} <RuleReference source={rule.source} />
          </Text>
        </div>
        <NativeSelect
          size="xs"
          w={170}
          style={{ flexShrink: 0 }}
          aria-label={`Level of ${rule.title}`}
          disabled={!editable}
          value={setting.level ?? 'default'}
          onChange={(event) => {
            const { value } = event.currentTarget;
            change({ ...setting, level: SETTING_LEVELS.find((level) => level === value) });
          }}
          data={[
            { value: 'default', label: `Default (${LEVEL_NAMES[rule.level].toLowerCase()})` },
            ...SETTING_LEVELS.map((level) => ({ value: level, label: LEVEL_NAMES[level] })),
          ]}
        />
      </Group>
      {limits.length > 0 && setting.level !== 'off' && (
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md" mt="sm" style={{ alignItems: 'end' }}>
          {limits.map(([name, { label, value, unit }]) => (
            <DraftInput
              key={name}
              label={`${label}, in ${unit}`}
              description={`Default: ${formatExact(rule.thresholds[name]?.value ?? 0)}`}
              value={`${value}`}
              step={1}
              disabled={!editable}
              complaint={complaintOf}
              onCommit={(text) =>
                change({
                  ...setting,
                  thresholds: { ...setting.thresholds, [name]: Number(text) },
                })
              }
            />
          ))}
        </SimpleGrid>
      )}
      {(stored || failure) && (
        <Stack gap={2} mt="xs">
          {failure && (
            <Text size="xs" c="var(--lb-error)" role="alert">
              {failure}
            </Text>
          )}
          {stored && (
            <Group gap={6}>
              <Text size="xs" c="dimmed">
                Changed by {stored.changedBy?.name ?? 'somebody'}, <Ago time={stored.changedAt} />
              </Text>
              {editable && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={`Reset ${rule.title} to default`}
                  onClick={reset}
                >
                  Reset to default
                </Button>
              )}
            </Group>
          )}
        </Stack>
      )}
    </Card>
  );
}

function complaintOf(text: string): string | undefined {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return value >= 0 && value <= 1e12 ? undefined : 'A threshold is a number from 0 to 10¹².';
}
