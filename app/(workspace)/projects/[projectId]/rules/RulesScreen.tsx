'use client';

import { useMutation, useQuery } from '@apollo/client/react';
import {
  Alert,
  Anchor,
  Button,
  Container,
  Group,
  Skeleton,
  Stack,
  Switch,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { IconRotate, IconSearch } from '@tabler/icons-react';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { FailurePage } from '@/app/_components/FailurePage';
import { ProjectRulesDocument, ResetRulesDocument } from '@/app/_graphql/documents.generated';
import { failureOf } from '@/app/_graphql/errors';
import { can } from '@/lib/access/permissions';
import type { AnyRule } from '@/lib/rules/rule';
import { rules } from '@/lib/rules/rules';
import { roleOf } from '../../../roleOf';
import { RuleRow } from './RuleRow';

/** A page that stays open learns of what others decided this often. */
const POLL_MILLISECONDS = 15_000;

/** The rules by which the designs of a project are judged, and what the project decided about them. */
export function RulesScreen({ projectId }: { readonly projectId: string }) {
  const [query, setQuery] = useState('');
  const [onlyChanged, setOnlyChanged] = useState(false);
  const [reset, resetting] = useMutation(ResetRulesDocument);
  const { data, error } = useQuery(ProjectRulesDocument, {
    variables: { id: projectId },
    fetchPolicy: 'cache-and-network',
    pollInterval: POLL_MILLISECONDS,
  });
  const project = data?.project;
  useEffect(() => {
    if (project) document.title = `Rules of ${project.name} · Layerboard`;
  }, [project]);
  if (error && !project) return <FailurePage failure={failureOf(error)} />;
  if (!project) {
    return (
      <Container size="md" py="xl" aria-busy>
        <Skeleton height={34} width={260} mb="xl" mt="lg" />
        <Skeleton height={400} radius="md" />
      </Container>
    );
  }
  const editable = can(roleOf(project.role), 'rules.write');
  const settings = new Map(project.ruleSettings.map((each) => [each.rule, each]));
  const shown = rules.filter(
    (rule) => matches(rule, query) && (!onlyChanged || settings.has(rule.id)),
  );
  return (
    <Container size="md" py="xl" component="main">
      <Anchor component={Link} href={`/projects/${projectId}`} size="sm" c="dimmed">
        {project.name}
      </Anchor>
      <Group justify="space-between" mb="xs">
        <Title order={1} size="h2">
          Rules
        </Title>
        {editable && settings.size > 0 && (
          <Button
            variant="default"
            leftSection={<IconRotate size={16} />}
            loading={resetting.loading}
            onClick={() =>
              void reset({ variables: { projectId, rule: null } }).catch(() => undefined)
            }
          >
            Reset all to default
          </Button>
        )}
      </Group>
      <Text c="dimmed" mb="lg">
        The findings of every design in this project follow these rules.{' '}
        {editable ? 'What you change holds at once, for everybody.' : 'Its owners may change them.'}
      </Text>
      {resetting.error && (
        <Alert color="red" mb="md">
          {failureOf(resetting.error).message}
        </Alert>
      )}
      <Group mb="md">
        <TextInput
          size="sm"
          aria-label="Search rules"
          placeholder="Search rules"
          leftSection={<IconSearch size={15} aria-hidden />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <Switch
          size="sm"
          label={`Changed only (${settings.size})`}
          checked={onlyChanged}
          onChange={(event) => setOnlyChanged(event.currentTarget.checked)}
        />
      </Group>
      <Stack gap="xs" role="list" aria-label="Rules">
        {shown.map((rule) => (
          <RuleRow
            key={rule.id}
            projectId={projectId}
            rule={rule}
            stored={settings.get(rule.id)}
            editable={editable}
          />
        ))}
      </Stack>
      {shown.length === 0 && <Text c="dimmed">No rule fits.</Text>}
    </Container>
  );
}

function matches({ id, title, sentence }: AnyRule, query: string): boolean {
  const text = `${id} ${title} ${sentence}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
