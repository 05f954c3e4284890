'use client';

import { Group, NativeSelect, Text } from '@mantine/core';
import type { PastDesign, Since } from './loadSides';
import type { MergeSides } from './useMergeSides';

/** Says since when changes count, and lets one choose where there was a merge before. */
export function Beginning({
  sides: { theirs, starts },
  since,
  onSince,
}: {
  readonly sides: MergeSides;
  readonly since: Since;
  readonly onSince: (since: Since) => void;
}) {
  const { fork, merge } = starts;
  const now = `“${theirs.name}” is now at revision ${theirs.revision}.`;
  if (!merge)
    return (
      <Text size="sm" c="dimmed">
        Both were the same at {placeOf(fork)}. {now}
      </Text>
    );
  return (
    <Group align="end" gap="sm">
      <NativeSelect
        label="Changes since"
        value={since}
        data={[
          { value: 'merge', label: `the last merge, of ${placeOf(merge)}` },
          { value: 'fork', label: `they parted, at ${placeOf(fork)}` },
        ]}
        onChange={(event) => onSince(event.currentTarget.value === 'fork' ? 'fork' : 'merge')}
      />
      <Text size="sm" c="dimmed" pb={8}>
        {now}
      </Text>
    </Group>
  );
}

function placeOf({ name, revision }: PastDesign): string {
  return `revision ${revision} of “${name}”`;
}
