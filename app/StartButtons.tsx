'use client';

import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Group, Text } from '@mantine/core';
import { IconArrowRight, IconPlayerPlay } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { CreateDemoProjectDocument, ViewerDocument } from './_graphql/documents.generated';
import { ensureSignedIn } from './_graphql/ensureSignedIn';
import { failureOf } from './_graphql/errors';

/** The ways in: as a guest, or straight into the demo project. Nobody needs an account. */
export function StartButtons() {
  const router = useRouter();
  const { data, client } = useQuery(ViewerDocument);
  const [createDemo] = useMutation(CreateDemoProjectDocument);
  const [busy, setBusy] = useState<'guest' | 'demo'>();
  const [failure, setFailure] = useState<string>();
  const viewer = data?.viewer;

  const go = async (way: 'guest' | 'demo') => {
    setBusy(way);
    setFailure(undefined);
    try {
      await ensureSignedIn(client);
      if (way === 'guest') return router.push('/projects');
      const { data: made } = await createDemo();
      return router.push(`/projects/${made?.createDemoProject.id}`);
    } catch (error) {
      setFailure(error instanceof Error ? failureOf(error).message : 'Something went wrong.');
      setBusy(undefined);
    }
  };

  return (
    <>
      <Group>
        <Button
          size="md"
          loading={busy === 'demo'}
          leftSection={<IconPlayerPlay size={18} />}
          onClick={() => void go('demo')}
        >
          Open the demo project
        </Button>
        <Button
          size="md"
          variant="default"
          loading={busy === 'guest'}
          rightSection={<IconArrowRight size={18} />}
          onClick={() => void go('guest')}
        >
          {viewer ? `Continue as ${viewer.name}` : 'Continue as guest'}
        </Button>
      </Group>
      {failure && (
        <Text c="red" size="sm" role="alert">
          {failure}
        </Text>
      )}
    </>
  );
}
