'use client';

import { useMutation, useQuery } from '@apollo/client/react';
import {
  Button,
  Card,
  Container,
  Group,
  SimpleGrid,
  Skeleton,
  Stack,
  Switch,
  Text,
  Title,
} from '@mantine/core';
import { IconPlus, IconSparkles } from '@tabler/icons-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Ago } from '@/app/_components/Ago';
import { FailurePage } from '@/app/_components/FailurePage';
import { NameDialog } from '@/app/_components/NameDialog';
import {
  ArchiveProjectDocument,
  CreateDemoProjectDocument,
  CreateProjectDocument,
  type ProjectFieldsFragment,
  ProjectsDocument,
  RenameProjectDocument,
} from '@/app/_graphql/documents.generated';
import { failureOf } from '@/app/_graphql/errors';
import { can } from '@/lib/access/permissions';
import { CardMenu } from '../CardMenu';
import classes from '../cards.module.css';
import { roleOf } from '../roleOf';

/** Every project that the person may see. */
export function ProjectList() {
  const router = useRouter();
  const [archived, setArchived] = useState(false);
  const [naming, setNaming] = useState(false);
  const { data, error, loading } = useQuery(ProjectsDocument, {
    variables: { archived },
    fetchPolicy: 'cache-and-network',
  });
  const [create] = useMutation(CreateProjectDocument);
  const [createDemo, demo] = useMutation(CreateDemoProjectDocument);
  if (error) return <FailurePage failure={failureOf(error)} />;
  const openDemo = async () => {
    const { data: made } = await createDemo();
    if (made) router.push(`/projects/${made.createDemoProject.id}`);
  };
  return (
    <Container size="lg" py="xl" component="main">
      <Group justify="space-between" mb="lg">
        <Title order={1} size="h2">
          Projects
        </Title>
        <Group>
          <Switch
            size="sm"
            label="Archived"
            checked={archived}
            onChange={(event) => setArchived(event.currentTarget.checked)}
          />
          <Button
            variant="default"
            leftSection={<IconSparkles size={16} />}
            loading={demo.loading}
            onClick={() => void openDemo().catch(() => undefined)}
          >
            Demo project
          </Button>
          <Button leftSection={<IconPlus size={16} />} onClick={() => setNaming(true)}>
            New project
          </Button>
        </Group>
      </Group>
      {demo.error && (
        <Text c="red" role="alert" mb="md">
          {failureOf(demo.error).message}
        </Text>
      )}
      {!data && loading ? (
        <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }}>
          {[1, 2, 3].map((each) => (
            <Skeleton key={each} height={112} radius="md" />
          ))}
        </SimpleGrid>
      ) : (
        <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }} role="list" aria-label="Projects">
          {data?.projects.map((project) => (
            <ProjectCard key={project.id} project={project} />
          ))}
        </SimpleGrid>
      )}
      {data?.projects.length === 0 && (
        <Stack align="center" py={64} gap="xs">
          <Text fw={600}>{archived ? 'Nothing is archived.' : 'No projects yet'}</Text>
          {!archived && <Text c="dimmed">Make one, or open the demo project to look around.</Text>}
        </Stack>
      )}
      <NameDialog
        opened={naming}
        title="New project"
        action="Create project"
        initial=""
        onClose={() => setNaming(false)}
        onSubmit={async (name) => {
          const { data: made } = await create({ variables: { name } });
          if (made) router.push(`/projects/${made.createProject.id}`);
        }}
      />
    </Container>
  );
}

function ProjectCard({ project }: { readonly project: ProjectFieldsFragment }) {
  const role = roleOf(project.role);
  const refetch = { refetchQueries: [ProjectsDocument] };
  const [rename] = useMutation(RenameProjectDocument);
  const [archive] = useMutation(ArchiveProjectDocument, refetch);
  return (
    <Card withBorder padding="md" role="listitem" className={classes.card ?? ''}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Link href={`/projects/${project.id}`} className={classes.link}>
          {project.name}
        </Link>
        <CardMenu
          name={project.name}
          archived={project.archivedAt !== null}
          onRename={
            can(role, 'project.rename')
              ? async (name) => void (await rename({ variables: { id: project.id, name } }))
              : undefined
          }
          onArchive={
            can(role, 'project.archive')
              ? async (archived) =>
                  void (await archive({ variables: { id: project.id, archived } }))
              : undefined
          }
        />
      </Group>
      <Text size="sm" c="dimmed" mt="lg">
        {project.designCount} {project.designCount === 1 ? 'design' : 'designs'} · changed{' '}
        <Ago time={project.updatedAt} />
      </Text>
    </Card>
  );
}
