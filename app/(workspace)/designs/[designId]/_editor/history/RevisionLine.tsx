'use client';

import { useMutation } from '@apollo/client/react';
import { Badge, Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { NameDialog } from '@/app/_components/NameDialog';
import { NameVersionDocument } from '@/app/_graphql/documents.generated';
import { failureOf } from '@/app/_graphql/errors';
import { can } from '@/lib/access/permissions';
import { useEditor } from '../EditorContext';

/** A revision: its name if it has one, and what can be done with it. */
export function RevisionLine({ revision }: { readonly revision: number }) {
  const { designId, store, versions, past, lookBack, ownRole } = useEditor();
  const [naming, dialog] = useDisclosure(false);
  const [nameVersion] = useMutation(NameVersionDocument);
  const name = versions.find((version) => version.revision === revision)?.name;
  const shown = past?.revision === revision;
  const give = async (given: string | null) => {
    await nameVersion({ variables: { designId, revision, name: given } });
    dialog.close();
  };
  const take = () => give(null).catch((error: unknown) => store.complain(failureOf(error).message));
  return (
    <Group gap={4} mt={6}>
      <Text size="xs" c="dimmed">
        Revision {revision}
      </Text>
      {name && (
        <Badge size="sm" variant="light" styles={{ root: { textTransform: 'none' } }}>
          {name}
        </Badge>
      )}
      <Button
        size="compact-xs"
        variant={shown ? 'filled' : 'subtle'}
        aria-pressed={shown}
        aria-label={`View revision ${revision}`}
        onClick={() => lookBack(shown ? undefined : revision)}
      >
        View
      </Button>
      {can(ownRole, 'version.write') && (
        <>
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={`${name ? 'Rename' : 'Name'} revision ${revision}`}
            onClick={dialog.open}
          >
            {name ? 'Rename' : 'Name'}
          </Button>
          {name && (
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              aria-label={`Take the name of revision ${revision} away`}
              onClick={() => void take()}
            >
              Unname
            </Button>
          )}
        </>
      )}
      <NameDialog
        opened={naming}
        title={`Name revision ${revision}`}
        action="Name it"
        initial={name ?? ''}
        onClose={dialog.close}
        onSubmit={give}
      />
    </Group>
  );
}
