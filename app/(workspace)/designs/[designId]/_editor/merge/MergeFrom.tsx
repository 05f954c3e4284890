'use client';

import { Alert, Button, Center, Group, Loader, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMemo, useState } from 'react';
import type { MergePick } from '@/lib/document/merge/conflict';
import { mergeGesture } from '@/lib/document/merge/mergeGesture';
import { mergeDesigns } from '@/lib/document/mergeDesigns';
import { useEditor } from '../EditorContext';
import { Beginning } from './Beginning';
import type { Since } from './loadSides';
import classes from './MergeDialog.module.css';
import { MergeReview } from './MergeReview';
import { type MergeSides, useMergeSides } from './useMergeSides';

interface MergeFromProps {
  readonly from: string;
  /** What the design is called that takes the changes in. */
  readonly name: string;
  readonly onClose: () => void;
}

/** Reads what is to be merged, lets the person look and choose, and brings it over. */
export function MergeFrom({ from, name, onClose }: MergeFromProps) {
  const [since, setSince] = useState<Since>('merge');
  const { loaded, again } = useMergeSides(from, name, since);
  const reading = (
    <Center p="xl">
      <Loader aria-label="Reading both designs" />
    </Center>
  );
  if (loaded.status === 'loading') return reading;
  if (loaded.status === 'failed') return <Alert color="red">{loaded.message}</Alert>;
  return (
    <Stack>
      <Beginning sides={loaded.sides} since={since} onSince={setSince} />
      {loaded.sides.since === since ? (
        <MergeChoice key={since} {...loaded} name={name} again={again} onClose={onClose} />
      ) : (
        reading
      )}
    </Stack>
  );
}

function MergeChoice({
  sides,
  moved,
  name,
  again,
  onClose,
}: {
  readonly sides: MergeSides;
  readonly moved: readonly string[];
  readonly again: () => Promise<boolean>;
} & Omit<MergeFromProps, 'from'>) {
  const { store } = useEditor();
  const [picks, setPicks] = useState<ReadonlyMap<string, MergePick>>(new Map());
  const [busy, setBusy] = useState(false);
  const { base, ours, theirs } = sides;
  const merge = useMemo(
    () => mergeDesigns({ base: base.graph, ours, theirs: theirs.graph, picks }),
    [base, ours, theirs, picks],
  );
  const nothing = merge.operations.length === 0;
  const pick = (ids: readonly string[], side: MergePick) =>
    setPicks((before) => new Map([...before, ...ids.map((id) => [id, side] as const)]));
  const bringOver = async () => {
    setBusy(true);
    const unmoved = await again();
    setBusy(false);
    if (!unmoved || !store.perform(merge.operations, mergeGesture(theirs))) return;
    notifications.show({
      title: 'Brought over',
      message: `“${name}” has the changes of “${theirs.name}” up to revision ${theirs.revision}. Undo takes them back.`,
    });
    onClose();
  };
  return (
    <Stack>
      {moved.length > 0 && (
        <Alert color="orange" role="alert" title="Look again">
          {moved.map((each) => `“${each}”`).join(' and ')} moved on while you looked. Nothing was
          brought over yet; what you see now is up to date.
        </Alert>
      )}
      <MergeReview
        merge={merge}
        ours={ours}
        names={{ ours: name, theirs: theirs.name }}
        picks={picks}
        onPick={pick}
      />
      <Group justify="flex-end" className={classes.footer}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button loading={busy} disabled={nothing} onClick={() => void bringOver()}>
          Bring over
        </Button>
      </Group>
    </Stack>
  );
}
