'use client';

import { useMutation } from '@apollo/client/react';
import { Text } from '@mantine/core';
import { DraftInput } from '@/app/_components/DraftInput';
import { RenameDesignDocument } from '@/app/_graphql/documents.generated';
import { failureOf } from '@/app/_graphql/errors';
import { can } from '@/lib/access/permissions';
import { nameSchema } from '@/lib/graph/schemas';
import { useEditor } from './EditorContext';
import { complaintOf } from './inspector/field';
import { LockedField } from './presence/LockedField';
import { NAME_FIELD } from './presence/nameField';

/** The name of the design, changed in place. */
export function DesignName({ id, name }: { readonly id: string; readonly name: string }) {
  const { role, store } = useEditor();
  const [rename] = useMutation(RenameDesignDocument);
  if (!can(role, 'design.rename')) return <Text fw={600}>{name}</Text>;
  return (
    <LockedField node={null} param={NAME_FIELD} beside>
      <DraftInput
        aria-label="Design name"
        size="xs"
        value={name}
        complaint={(text) => complaintOf(nameSchema, text)}
        onCommit={(text) => {
          rename({ variables: { id, name: text } }).catch((error: unknown) =>
            store.complain(failureOf(error).message),
          );
        }}
      />
    </LockedField>
  );
}
