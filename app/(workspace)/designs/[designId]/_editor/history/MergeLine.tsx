'use client';

import { useQuery } from '@apollo/client/react';
import { Anchor, Text } from '@mantine/core';
import Link from 'next/link';
import { DesignTitleDocument } from '@/app/_graphql/documents.generated';
import type { DesignRevision } from '@/lib/document/merge/forkPoint';
import { useEditor } from '../EditorContext';

/** Says what was merged, and leads to it beside the design as it stands. */
export function MergeLine({
  merged: { id, revision },
  changes,
}: {
  readonly merged: DesignRevision;
  readonly changes: number;
}) {
  const { designId } = useEditor();
  const { data } = useQuery(DesignTitleDocument, { variables: { id }, errorPolicy: 'ignore' });
  const name = data?.design?.name;
  return (
    <Text size="xs" style={{ overflowWrap: 'anywhere' }}>
      merged{' '}
      {name === undefined ? (
        'a design that you cannot see'
      ) : (
        <Anchor component={Link} size="xs" href={`/compare/${id}@${revision}/${designId}`}>
          “{name}” at revision {revision}
        </Anchor>
      )}{' '}
      ({changes} {changes === 1 ? 'change' : 'changes'})
    </Text>
  );
}
