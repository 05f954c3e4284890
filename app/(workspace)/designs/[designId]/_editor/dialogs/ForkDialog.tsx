'use client';

import { useMutation } from '@apollo/client/react';
import { Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { type DesignPageQuery, ForkDesignDocument } from '@/app/_graphql/documents.generated';
import { failureOf } from '@/app/_graphql/errors';

/** Starts a variant of the design and goes there. */
export function ForkDialog({
  opened,
  onClose,
  design,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly design: Pick<DesignPageQuery['design'], 'id' | 'name'>;
}) {
  const router = useRouter();
  const [name, setName] = useState(`${design.name} variant`);
  const [fork, { loading, error }] = useMutation(ForkDesignDocument);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { data } = await fork({ variables: { id: design.id, name } });
    if (data) router.push(`/designs/${data.forkDesign.id}`);
  };
  return (
    <Modal opened={opened} onClose={onClose} title="Start a variant" centered>
      <form onSubmit={(event) => void submit(event).catch(() => undefined)}>
        <Stack>
          <Text size="sm" c="dimmed">
            A variant begins with the same layers and remembers where it came from, so that the two
            can be compared layer by layer.
          </Text>
          <TextInput
            data-autofocus
            label="Name"
            value={name}
            error={error ? failureOf(error).message : undefined}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" loading={loading} disabled={name.trim() === ''}>
            Start variant
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
