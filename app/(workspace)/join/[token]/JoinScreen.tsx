'use client';

import { useApolloClient, useMutation, useQuery } from '@apollo/client/react';
import { Button, Center, Paper, Stack, Text, Title } from '@mantine/core';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { RedeemInviteDocument, ViewerDocument } from '@/app/_graphql/documents.generated';
import { ensureSignedIn } from '@/app/_graphql/ensureSignedIn';
import { failureOf } from '@/app/_graphql/errors';

/** Takes whoever opens an invitation into its project, as who they are or as a guest. */
export function JoinScreen({ token }: { readonly token: string }) {
  const router = useRouter();
  const apollo = useApolloClient();
  const search = useSearchParams();
  const { data } = useQuery(ViewerDocument);
  const [redeem] = useMutation(RedeemInviteDocument);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();

  const join = async () => {
    setBusy(true);
    try {
      await ensureSignedIn(apollo);
      const { data: joined } = await redeem({ variables: { token } });
      const design = search.get('design');
      router.replace(
        design ? `/designs/${encodeURIComponent(design)}` : `/projects/${joined?.redeemInvite.id}`,
      );
    } catch (error) {
      setFailure(failureOf(error).message);
      setBusy(false);
    }
  };

  return (
    <Center mih="100dvh" p="md">
      <Paper withBorder p="xl" radius="lg" maw={440}>
        <Stack>
          <Title order={2} size="h3">
            You are invited to a project
          </Title>
          <Text c="dimmed">
            {data?.viewer
              ? `You join as ${data.viewer.name}.`
              : 'You join as a guest; an account can be made later, with everything you did.'}
          </Text>
          {failure && (
            <Text c="red" size="sm" role="alert">
              {failure}
            </Text>
          )}
          <Button loading={busy} onClick={() => void join()}>
            Join the project
          </Button>
        </Stack>
      </Paper>
    </Center>
  );
}
