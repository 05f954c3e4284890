'use client';

import { Button, Center, Group, Stack, Text, Title } from '@mantine/core';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { Failure } from '@/app/_graphql/errors';

const TITLES: Partial<Record<Failure['code'], string>> = {
  UNAUTHENTICATED: 'You are not signed in',
  NOT_FOUND: 'Nothing to see here',
  FORBIDDEN: 'This is not yours to open',
  OFFLINE: 'The server does not answer',
};

/** A page that could not be opened: why, and what to do. */
export function FailurePage({ failure }: { readonly failure: Failure }) {
  const path = usePathname();
  const signIn = failure.code === 'UNAUTHENTICATED' || failure.code === 'NOT_FOUND';
  return (
    <Center component="main" mih="70dvh" p="lg">
      <Stack align="center" gap="sm" maw={520} role="alert">
        <Title order={2}>{TITLES[failure.code] ?? 'This page could not be opened'}</Title>
        <Text c="dimmed" ta="center">
          {failure.message}
        </Text>
        <Group>
          {signIn && (
            <Button component={Link} href={`/sign-in?next=${encodeURIComponent(path)}`}>
              Sign in
            </Button>
          )}
          {failure.code === 'OFFLINE' && (
            <Button onClick={() => window.location.reload()}>Try again</Button>
          )}
          <Button component={Link} href="/projects" variant="default">
            To the projects
          </Button>
        </Group>
      </Stack>
    </Center>
  );
}
