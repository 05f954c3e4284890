'use client';

import { useMutation } from '@apollo/client/react';
import {
  Button,
  CopyButton,
  Group,
  Modal,
  NativeSelect,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { CreateInviteDocument, type Role } from '@/app/_graphql/documents.generated';
import { failureOf } from '@/app/_graphql/errors';
import { useEditor } from '../EditorContext';

const ROLES: readonly { readonly value: Role; readonly label: string }[] = [
  { value: 'EDITOR', label: 'edit' },
  { value: 'COMMENTER', label: 'comment' },
  { value: 'VIEWER', label: 'look' },
];

/** Makes a link that lets people into the project of this design. */
export function ShareDialog({
  opened,
  onClose,
  projectId,
  designId,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly projectId: string;
  readonly designId: string;
}) {
  const { role: own } = useEditor();
  const [role, setRole] = useState<Role>('EDITOR');
  const [invite, { data, loading, error, reset }] = useMutation(CreateInviteDocument);
  const url = data
    ? `${window.location.origin}/join/${data.createInvite.token}?design=${designId}`
    : undefined;
  const roles = own === 'owner' ? ROLES : ROLES.filter(({ value }) => value !== 'OWNER');
  return (
    <Modal opened={opened} onClose={onClose} title="Share this project" centered>
      <Stack>
        <Text size="sm" c="dimmed">
          Whoever opens the link joins the project, with or without an account. It holds for 14
          days.
        </Text>
        <NativeSelect
          label="People with the link may"
          data={[...roles]}
          value={role}
          onChange={(event) => {
            const chosen = ROLES.find(({ value }) => value === event.currentTarget.value);
            if (chosen) setRole(chosen.value);
            reset();
          }}
        />
        {url ? (
          <Group align="flex-end" gap="xs" wrap="nowrap">
            <TextInput
              label="Link"
              value={url}
              readOnly
              style={{ flex: 1 }}
              onFocus={(event) => event.currentTarget.select()}
            />
            <CopyButton value={url}>
              {({ copied, copy }) => (
                <Button
                  onClick={copy}
                  leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
                >
                  {copied ? 'Copied' : 'Copy'}
                </Button>
              )}
            </CopyButton>
          </Group>
        ) : (
          <Button
            loading={loading}
            onClick={() => void invite({ variables: { projectId, role } }).catch(() => undefined)}
          >
            Create link
          </Button>
        )}
        {error && (
          <Text size="sm" c="red" role="alert">
            {failureOf(error).message}
          </Text>
        )}
      </Stack>
    </Modal>
  );
}
