'use client';

import { useApolloClient } from '@apollo/client/react';
import { Anchor, Center, Group, Loader, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { failureOf } from '@/app/_graphql/errors';
import { loadDesignLine, type NamedDesign } from '@/app/(workspace)/_merge/designLine';
import { useEditor } from '../EditorContext';
import { MergeFrom } from './MergeFrom';

interface MergeDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly name: string;
  /** The design whose changes are brought over, when it is known. */
  readonly from: string | null;
}

/** Brings the changes of a variant, of the parent or of another relative over into this design. */
export function MergeDialog({ opened, onClose, name, from }: MergeDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Bring changes over"
      size="min(1080px, 94vw)"
      centered
    >
      <MergeForm name={name} from={from} onClose={onClose} />
    </Modal>
  );
}

function MergeForm({ name, from, onClose }: Omit<MergeDialogProps, 'opened'>) {
  const { designId } = useEditor();
  const relatives = useRelatives();
  const [chosen, setChosen] = useState(from);
  if (typeof relatives === 'string') return <Text role="alert">{relatives}</Text>;
  if (!relatives) {
    return (
      <Center p="xl">
        <Loader aria-label="Looking for relatives" />
      </Center>
    );
  }
  const source = chosen ?? relatives[0]?.id;
  if (source === undefined)
    return (
      <Text>
        “{name}” has no variant and is none. Changes can be brought over between designs that come
        from one.
      </Text>
    );
  return (
    <Stack>
      <Group align="end" gap="sm">
        <NativeSelect
          label="From"
          value={source}
          data={relatives.map((each) => ({ value: each.id, label: each.name }))}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
        <Text pb={7}>into “{name}”</Text>
        <Anchor component={Link} href={`/designs/${source}?merge=${designId}`} size="sm" pb={8}>
          The other way round
        </Anchor>
      </Group>
      <MergeFrom key={source} from={source} name={name} onClose={onClose} />
    </Stack>
  );
}

/** The designs that share an ancestor with this one; a sentence when they cannot be asked for. */
function useRelatives(): readonly NamedDesign[] | string | undefined {
  const { designId } = useEditor();
  const apollo = useApolloClient();
  const [relatives, setRelatives] = useState<readonly NamedDesign[] | string>();
  useEffect(() => {
    loadDesignLine(apollo, designId)
      .then((line) => setRelatives(line.relatives))
      .catch((error: unknown) => setRelatives(failureOf(error).message));
  }, [apollo, designId]);
  return relatives;
}
