'use client';

import { Button, Card, Center, Loader, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { burstsOf } from '@/lib/document/bursts';
import { knownLayers } from '@/lib/document/describe';
import { useDesignState, useEditor } from '../EditorContext';
import { BurstCard } from './BurstCard';
import { LayerHistory } from './LayerHistory';
import { RevisionLine } from './RevisionLine';
import { useLog } from './useLog';

/** What became of the design since it began, newest first; of the selected layer, who set each of its values. */
export function HistoryPanel() {
  const { designId, store, graph, selection } = useEditor();
  const head = useDesignState(store, ({ session }) => session.revision);
  const { entries, failure, older } = useLog(designId, head);
  const bursts = useMemo(
    () => burstsOf(entries ?? [], ({ actor, at }) => ({ actor: actor?.id, at: Date.parse(at) })),
    [entries],
  );
  const known = useMemo(() => knownLayers(graph, entries ?? []), [graph, entries]);
  const [selected] = selection.nodes.size === 1 ? selection.nodes : [];
  const layer = selected === undefined ? undefined : graph.nodes.get(selected);
  return (
    <Stack gap="sm" p="sm">
      {layer && <LayerHistory key={layer.id} layer={layer} />}
      {failure && (
        <Text size="sm" c="red" role="alert">
          {failure.message}
        </Text>
      )}
      {!entries && !failure && (
        <Center p="md">
          <Loader size="sm" aria-label="Loading the history" />
        </Center>
      )}
      {entries && (
        <Stack gap="sm" role="list" aria-label="Changes, newest first">
          {bursts.map((burst) => (
            <BurstCard key={burst.entries.at(-1)?.revision} burst={burst} known={known} />
          ))}
          {!older && (
            <Card withBorder padding="sm" role="listitem" aria-label="The design began">
              <Text size="sm" fw={600}>
                The design began
              </Text>
              <RevisionLine revision={0} />
            </Card>
          )}
        </Stack>
      )}
      {older && entries && (
        <Button size="xs" variant="default" onClick={older}>
          Show older changes
        </Button>
      )}
    </Stack>
  );
}
