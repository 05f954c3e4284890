import { Anchor, Center, Stack, Text, Title } from '@mantine/core';

/** What is shown for an address that leads nowhere. */
export default function NotFoundPage() {
  return (
    <Center mih="70dvh" p="lg">
      <Stack align="center" gap="sm">
        <Title order={2}>There is no such page</Title>
        <Text c="dimmed">The address may be mistyped, or what it led to is gone.</Text>
        <Anchor href="/projects">To the projects</Anchor>
      </Stack>
    </Center>
  );
}
