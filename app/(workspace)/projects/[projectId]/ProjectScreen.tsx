'use client';

import { useQuery } from '@apollo/client/react';
import {
  Anchor,
  Avatar,
  Button,
  Container,
  Group,
  SimpleGrid,
  Skeleton,
  Stack,
  Switch,
  Text,
  Title,
  Tooltip,
} from '@mantine/core';
import { IconChecklist, IconLayoutColumns, IconPlus } from '@tabler/icons-react';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { FailurePage } from '@/app/_components/FailurePage';
import { ProjectDocument, type ProjectQuery } from '@/app/_graphql/documents.generated';
import { failureOf } from '@/app/_graphql/errors';
import { can } from '@/lib/access/permissions';
import { roleOf } from '../../roleOf';
import { DesignCard } from './DesignCard';
import { NewDesignDialog } from './NewDesignDialog';

/** A project: its designs, its people, and what was put side by side. */
export function ProjectScreen({ projectId }: { readonly projectId: string }) {
  const [archived, setArchived] = useState(false);
  const [creating, setCreating] = useState(false);
  const { data, error } = useQuery(ProjectDocument, {
    variables: { id: projectId, archived },
    fetchPolicy: 'cache-and-network',
  });
  const project = data?.project;
  useEffect(() => {
    if (project) document.title = `${project.name} · Layerboard`;
  }, [project]);
  if (error) return <FailurePage failure={failureOf(error)} />;
  if (!project) return <ProjectSkeleton />;
  const role = roleOf(project.role);
  return (
    <Container size="lg" py="xl" component="main">
      <Anchor component={Link} href="/projects" size="sm" c="dimmed">
        Projects
      </Anchor>
      <Group justify="space-between" mb="lg">
        <Title order={1} size="h2">
          {project.name}
        </Title>
        <Group>
          <Members members={project.members} />
          <Switch
            size="sm"
            label="Archived"
            checked={archived}
            onChange={(event) => setArchived(event.currentTarget.checked)}
          />
          <Button
            component={Link}
            href={`/projects/${projectId}/rules`}
            variant="default"
            leftSection={<IconChecklist size={16} />}
          >
            Rules
          </Button>
          {can(role, 'design.create') && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
              New design
            </Button>
          )}
        </Group>
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }} role="list" aria-label="Designs">
        {project.designs.map((design) => (
          <DesignCard key={design.id} design={design} role={role} />
        ))}
      </SimpleGrid>
      {project.designs.length === 0 && (
        <Stack align="center" py={64} gap="xs">
          <Text fw={600}>{archived ? 'Nothing is archived.' : 'No designs yet'}</Text>
          {!archived && (
            <Text c="dimmed">Start from an empty canvas, a known network or a file.</Text>
          )}
        </Stack>
      )}
      <Comparisons comparisons={project.comparisons} />
      <NewDesignDialog opened={creating} projectId={projectId} onClose={() => setCreating(false)} />
    </Container>
  );
}

function ProjectSkeleton() {
  return (
    <Container size="lg" py="xl" aria-busy>
      <Skeleton height={34} width={260} mb="xl" mt="lg" />
      <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }}>
        {[1, 2, 3].map((each) => (
          <Skeleton key={each} height={148} radius="md" />
        ))}
      </SimpleGrid>
    </Container>
  );
}

function Members({ members }: { readonly members: ProjectQuery['project']['members'] }) {
  return (
    <Group gap={4} role="list" aria-label="Members">
      {members.map(({ user, role }) => (
        <Tooltip key={user.id} label={`${user.name}, ${role.toLowerCase()}`}>
          <Avatar
            role="listitem"
            aria-label={`${user.name}, ${role.toLowerCase()}`}
            size={28}
            radius="xl"
            styles={{ placeholder: { background: user.color, color: '#fff', fontSize: 12 } }}
          >
            {user.name[0]?.toUpperCase()}
          </Avatar>
        </Tooltip>
      ))}
    </Group>
  );
}

function Comparisons({
  comparisons,
}: {
  readonly comparisons: ProjectQuery['project']['comparisons'];
}) {
  const pairs = comparisons.filter(({ designs }) => designs.length >= 2);
  if (pairs.length === 0) return null;
  return (
    <section aria-label="Comparisons">
      <Title order={2} size="h4" mt="xl" mb="sm">
        Side by side
      </Title>
      <Stack gap={6}>
        {pairs.map(({ id, name, designs }) => (
          <Anchor key={id} component={Link} href={`/compare/${designs[0]?.id}/${designs[1]?.id}`}>
            <Group gap={8} component="span">
              <IconLayoutColumns size={16} aria-hidden />
              {name}
            </Group>
          </Anchor>
        ))}
      </Stack>
    </section>
  );
}
