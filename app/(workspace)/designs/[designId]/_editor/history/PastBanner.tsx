'use client';

import { Alert, Button, Group, Text } from '@mantine/core';
import Link from 'next/link';
import { can } from '@/lib/access/permissions';
import { operationsBetween } from '@/lib/document/operationsBetween';
import { useDesignState, useEditor } from '../EditorContext';

/** Says that one looks at a revision of the past, and leads back: with it, or without. */
export function PastBanner() {
  const { designId, store, past, lookBack, ownRole, versions } = useEditor();
  const head = useDesignState(store, ({ session }) => session.revision);
  if (!past) return null;
  const { revision, graph } = past;
  const name = versions.find((version) => version.revision === revision)?.name;
  const restore = () => {
    const operations = operationsBetween(store.getState().session.view, graph);
    if (operations.length > 0) store.perform(operations);
    lookBack(undefined);
  };
  return (
    <Alert color="blue" radius={0} py={6} role="status" aria-label="Looking back">
      <Group gap="md">
        <Text size="sm">
          You look at revision {revision} of {head}
          {name ? `, “${name}”` : ''}. Nothing can be changed here.
        </Text>
        {can(ownRole, 'design.edit') && (
          <Button size="compact-sm" onClick={restore}>
            Restore this revision
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          component={Link}
          href={`/compare/${designId}@${revision}/${designId}`}
        >
          Compare with now
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => lookBack(undefined)}>
          Back to now
        </Button>
      </Group>
    </Alert>
  );
}
