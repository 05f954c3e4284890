'use client';

import { useApolloClient, useQuery } from '@apollo/client/react';
import {
  Alert,
  Anchor,
  Button,
  Center,
  Paper,
  PasswordInput,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { authClient } from '@/app/_graphql/authClient';
import { ViewerDocument } from '@/app/_graphql/documents.generated';
import { ensureSignedIn } from '@/app/_graphql/ensureSignedIn';

type Mode = 'sign-in' | 'sign-up';

/** Signs in, makes an account, or turns a guest's session into one without losing anything. */
export function SignInForm() {
  const router = useRouter();
  const apollo = useApolloClient();
  const search = useSearchParams();
  const { data } = useQuery(ViewerDocument);
  const [mode, setMode] = useState<Mode>(search.get('mode') === 'sign-up' ? 'sign-up' : 'sign-in');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const isGuest = data?.viewer?.isGuest === true;
  const next = safePath(search.get('next'));

  const leave = async () => {
    await apollo.resetStore();
    router.push(next);
  };

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const email = `${form.get('email')}`.trim();
    const password = `${form.get('password')}`;
    setBusy(true);
    setFailure(undefined);
    const { error } =
      mode === 'sign-up'
        ? await authClient.signUp.email({ email, password, name: `${form.get('name')}`.trim() })
        : await authClient.signIn.email({ email, password });
    if (error) {
      setFailure(error.message ?? 'That did not work. Check the address and the password.');
      setBusy(false);
      return;
    }
    await leave();
  };

  const continueAsGuest = async () => {
    setBusy(true);
    try {
      await ensureSignedIn(apollo);
      await leave();
    } catch (error) {
      setFailure(
        error instanceof Error ? error.message : 'The guest session could not be started.',
      );
      setBusy(false);
    }
  };

  return (
    <Center mih="100dvh" p="md">
      <Paper withBorder p="xl" radius="lg" w="100%" maw={420}>
        <form onSubmit={(event) => void submit(event)}>
          <Stack>
            <Title order={2} size="h3">
              {mode === 'sign-up' ? 'Make an account' : 'Sign in'}
            </Title>
            <SegmentedControl
              aria-label="Sign in or sign up"
              value={mode}
              onChange={(value) => setMode(value === 'sign-up' ? 'sign-up' : 'sign-in')}
              data={[
                { value: 'sign-in', label: 'Sign in' },
                { value: 'sign-up', label: 'Sign up' },
              ]}
            />
            {isGuest && (
              <Alert color="iris" p="xs">
                You are working as a guest. Everything you made moves to the account.
              </Alert>
            )}
            {mode === 'sign-up' && (
              <TextInput name="name" label="Name" required autoComplete="name" />
            )}
            <TextInput name="email" type="email" label="E-mail" required autoComplete="email" />
            <PasswordInput
              name="password"
              label="Password"
              description={mode === 'sign-up' ? 'At least 8 characters' : undefined}
              required
              minLength={8}
              autoComplete={mode === 'sign-up' ? 'new-password' : 'current-password'}
            />
            {failure && (
              <Text c="red" size="sm" role="alert">
                {failure}
              </Text>
            )}
            <Button type="submit" loading={busy}>
              {mode === 'sign-up' ? 'Make the account' : 'Sign in'}
            </Button>
            {!data?.viewer && (
              <Button variant="subtle" loading={busy} onClick={() => void continueAsGuest()}>
                Continue as guest
              </Button>
            )}
            <Anchor component={Link} href="/" size="xs" c="dimmed" ta="center">
              Back to the front page
            </Anchor>
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}

/** A path of our own to go on to; anything else leads to the projects. */
function safePath(path: string | null): string {
  return path?.startsWith('/') && !path.startsWith('//') ? path : '/projects';
}
