'use client';

import { useMutation } from '@apollo/client/react';
import { Card, Group, Text } from '@mantine/core';
import Link from 'next/link';
import { Ago } from '@/app/_components/Ago';
import {
  ArchiveDesignDocument,
  type DesignCardFragment,
  DuplicateDesignDocument,
  ProjectDocument,
  RenameDesignDocument,
} from '@/app/_graphql/documents.generated';
import { can, type Role } from '@/lib/access/permissions';
import { formatCount } from '@/lib/format';
import { CardMenu } from '../../CardMenu';
import classes from '../../cards.module.css';

/** A design in its project: what it is, where it comes from, what it costs. */
export function DesignCard({
  design,
  role,
}: {
  readonly design: DesignCardFragment;
  readonly role: Role;
}) {
  const { id, name, summary, parent } = design;
  const refetch = { refetchQueries: [ProjectDocument], awaitRefetchQueries: true };
  const [rename] = useMutation(RenameDesignDocument);
  const [duplicate] = useMutation(DuplicateDesignDocument, refetch);
  const [archive] = useMutation(ArchiveDesignDocument, refetch);
  const least = summary.unknown > 0 ? '≥ ' : '';
  return (
    <Card withBorder padding="md" role="listitem" className={classes.card ?? ''}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Link href={`/designs/${id}`} className={classes.link}>
          {name}
        </Link>
        <CardMenu
          name={name}
          archived={design.archivedAt !== null}
          onRename={
            can(role, 'design.rename')
              ? async (next) => void (await rename({ variables: { id, name: next } }))
              : undefined
          }
          onDuplicate={
            can(role, 'design.create')
              ? async () => void (await duplicate({ variables: { id, name: `${name} copy` } }))
              : undefined
          }
          onArchive={
            can(role, 'design.archive')
              ? async (archived) => void (await archive({ variables: { id, archived } }))
              : undefined
          }
        />
      </Group>
      <Text size="xs" c="dimmed" mih={18}>
        {parent ? `variant of ${parent.name}, from revision ${design.forkRevision}` : ''}
      </Text>
      <Group gap="lg" my="sm">
        <Figure label="layers" value={`${summary.layers}`} />
        <Figure label="parameters" value={least + formatCount(summary.params)} />
        <Figure label="MACs" value={least + formatCount(summary.macs)} />
      </Group>
      <Text size="xs" c="dimmed">
        changed <Ago time={design.updatedAt} />
        {design.createdBy ? ` · by ${design.createdBy.name}` : ''}
      </Text>
    </Card>
  );
}

function Figure({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <Text fw={650} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {value}
      </Text>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
    </div>
  );
}
