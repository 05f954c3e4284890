'use client';

import { useMutation } from '@apollo/client/react';
import { Button, Modal, Stack, Tabs, Text, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { CreateDesignDocument } from '@/app/_graphql/documents.generated';
import { failureOf } from '@/app/_graphql/errors';
import { storeGraph } from '@/lib/graph/stored';
import { FileStart } from './FileStart';
import type { Start } from './start';
import { TemplateStart } from './TemplateStart';

type Way = 'file' | 'template' | 'blank';

/** Makes a design from a file, a known network or nothing, and goes there. */
export function NewDesignDialog({
  opened,
  projectId,
  onClose,
}: {
  readonly opened: boolean;
  readonly projectId: string;
  readonly onClose: () => void;
}) {
  return (
    <Modal opened={opened} onClose={onClose} title="New design" size="lg" centered>
      <NewDesignForm projectId={projectId} />
    </Modal>
  );
}

function NewDesignForm({ projectId }: { readonly projectId: string }) {
  const router = useRouter();
  const [way, setWay] = useState<Way>('template');
  const [start, setStart] = useState<Start>();
  const [typed, setTyped] = useState<string>();
  const [create, { loading, error }] = useMutation(CreateDesignDocument);
  const name = typed ?? start?.name ?? (way === 'blank' ? 'Untitled' : '');
  const ready = name.trim() !== '' && (way === 'blank' || start !== undefined);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const graph = start?.graph && way !== 'blank' ? storeGraph(start.graph) : null;
    const { data } = await create({ variables: { input: { projectId, name, graph } } });
    if (data) router.push(`/designs/${data.createDesign.id}`);
  };

  const choose = (next: string | null) => {
    setWay(next === 'file' || next === 'blank' ? next : 'template');
    setStart(undefined);
  };

  return (
    <form onSubmit={(event) => void submit(event).catch(() => undefined)}>
      <Stack>
        <Tabs value={way} onChange={choose}>
          <Tabs.List mb="md">
            <Tabs.Tab value="template">Known network</Tabs.Tab>
            <Tabs.Tab value="file">File</Tabs.Tab>
            <Tabs.Tab value="blank">Empty canvas</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="template">
            <TemplateStart onStart={setStart} />
          </Tabs.Panel>
          <Tabs.Panel value="file">
            <FileStart onStart={setStart} />
          </Tabs.Panel>
          <Tabs.Panel value="blank">
            <Text size="sm" c="dimmed">
              Starts with nothing on the canvas.
            </Text>
          </Tabs.Panel>
        </Tabs>
        <TextInput
          label="Name"
          value={name}
          maxLength={200}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {error && (
          <Text c="red" size="sm" role="alert">
            {failureOf(error).message}
          </Text>
        )}
        <Button type="submit" loading={loading} disabled={!ready}>
          Create design
        </Button>
      </Stack>
    </form>
  );
}
