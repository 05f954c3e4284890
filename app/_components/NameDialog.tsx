'use client';

import { Button, Modal, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { failureOf } from '@/app/_graphql/errors';

/** Asks for a name. Stays open with the reason when the name is refused. */
export function NameDialog({
  opened,
  title,
  action,
  initial,
  onClose,
  onSubmit,
}: {
  readonly opened: boolean;
  readonly title: string;
  readonly action: string;
  readonly initial: string;
  readonly onClose: () => void;
  readonly onSubmit: (name: string) => Promise<void>;
}) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} centered>
      <NameForm action={action} initial={initial} onSubmit={onSubmit} />
    </Modal>
  );
}

function NameForm({
  action,
  initial,
  onSubmit,
}: {
  readonly action: string;
  readonly initial: string;
  readonly onSubmit: (name: string) => Promise<void>;
}) {
  const [name, setName] = useState(initial);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await onSubmit(name.trim());
    } catch (error) {
      setFailure(failureOf(error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <TextInput
          data-autofocus
          label="Name"
          value={name}
          maxLength={200}
          error={failure}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" loading={busy} disabled={name.trim() === ''}>
          {action}
        </Button>
      </Stack>
    </form>
  );
}
