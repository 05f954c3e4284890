import { Alert, List, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { Imported } from '@/lib/interchange/imported';

/** What was read from a file, and what of it was not understood. */
export function FileOutcome({
  name,
  imported,
}: {
  readonly name: string;
  readonly imported: Imported;
}) {
  const { graph, opaque, notes } = imported;
  return (
    <Alert
      color={opaque.length > 0 ? 'orange' : 'green'}
      icon={<IconCircleCheck size={18} />}
      title={`${name}: ${graph.nodes.size} layers, ${graph.edges.size} wires`}
    >
      {opaque.length > 0 && (
        <>
          <Text size="sm">
            {opaque.length} {opaque.length === 1 ? 'operator was' : 'operators were'} not understood
            and {opaque.length === 1 ? 'is' : 'are'} kept as opaque:
          </Text>
          <List size="xs" mt={4}>
            {opaque.slice(0, 8).map(({ node, operator, reason }) => (
              <List.Item key={node}>
                {operator}: {reason}
              </List.Item>
            ))}
            {opaque.length > 8 && <List.Item>and {opaque.length - 8} more</List.Item>}
          </List>
        </>
      )}
      {notes.map((note) => (
        <Text key={note} size="xs" mt={4}>
          {note}
        </Text>
      ))}
    </Alert>
  );
}
