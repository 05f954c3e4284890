'use client';

import { Button, Center, Stack, Text, Title } from '@mantine/core';

/** What is shown when a page breaks: an apology, and a way to try again. */
export default function ErrorPage({ reset }: { readonly reset: () => void }) {
  return (
    <Center mih="70dvh" p="lg">
      <Stack align="center" gap="sm" role="alert">
        <Title order={2}>Something broke on this page</Title>
        <Text c="dimmed" ta="center" maw={460}>
          Nothing that was saved is lost; changes that were not saved yet are kept in this browser.
        </Text>
        <Button onClick={reset}>Try again</Button>
      </Stack>
    </Center>
  );
}
