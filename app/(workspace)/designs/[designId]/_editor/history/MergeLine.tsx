'use client';

import { useQuery } from '@apollo/client/react';
import { Anchor, List, Text, UnstyledButton } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import { DesignTitleDocument } from '@/app/_graphql/documents.generated';
import { describe, type KnownLayers } from '@/lib/document/describe';
import type { DesignRevision } from '@/lib/document/merge/forkPoint';
import { useEditor } from '../EditorContext';
import type { LogEntry } from './logEntry';

/** Changes that are shown at first. */
const SHOWN = 3;

/** Says what was brought over from which design, and leads to that beside the design as it stands. */
export function MergeLine({
  merged: { id, revision },
  entries,
  known,
}: {
  readonly merged: DesignRevision;
  readonly entries: readonly LogEntry[];
  readonly known: KnownLayers;
}) {
  const { designId } = useEditor();
  const { data } = useQuery(DesignTitleDocument, { variables: { id }, errorPolicy: 'ignore' });
  const [open, setOpen] = useState(false);
  const name = data?.design?.name;
  return (
    <div>
      <Text size="xs" style={{ overflowWrap: 'anywhere' }}>
        brought {entries.length} {entries.length === 1 ? 'change' : 'changes'} over from{' '}
        {name === undefined ? (
          'a design that you cannot see'
        ) : (
          <Anchor component={Link} size="xs" href={`/compare/${id}@${revision}/${designId}`}>
            “{name}” at revision {revision}
          </Anchor>
        )}
        :
      </Text>
      <List size="xs" c="dimmed" withPadding style={{ overflowWrap: 'anywhere' }}>
        {(open ? entries : entries.slice(0, SHOWN)).map((entry) => (
          <List.Item key={entry.revision}>{describe(entry, known)}</List.Item>
        ))}
      </List>
      {entries.length > SHOWN && (
        <UnstyledButton fz="xs" c="dimmed" onClick={() => setOpen(!open)} aria-expanded={open}>
          {open ? 'Show fewer' : `and ${entries.length - SHOWN} more`}
        </UnstyledButton>
      )}
    </div>
  );
}
