import { Button, CloseButton, CopyButton, Group, Text } from '@mantine/core';

/** What a person had typed when somebody else changed or took the field, and how to get it back. */
export function PutAside({
  text,
  locked,
  onPutBack,
  onForget,
}: {
  readonly text: string | undefined;
  readonly locked: boolean;
  readonly onPutBack: () => void;
  readonly onForget: () => void;
}) {
  if (text === undefined) return null;
  return (
    <Group gap={4} mt={4}>
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        You had typed “{text}”.
      </Text>
      {locked ? (
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="subtle" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      ) : (
        <Button size="compact-xs" variant="subtle" onClick={onPutBack}>
          Put it back
        </Button>
      )}
      <CloseButton size="xs" aria-label="Forget what you had typed" onClick={onForget} />
    </Group>
  );
}
