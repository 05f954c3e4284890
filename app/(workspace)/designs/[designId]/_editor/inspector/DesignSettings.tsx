'use client';

import { NativeSelect, Stack, Text } from '@mantine/core';
import { DraftInput } from '@/app/_components/DraftInput';
import { can } from '@/lib/access/permissions';
import type { SettingsPatch } from '@/lib/document/operation';
import { FIELD_CONVENTIONS, OPTIMIZERS, PRECISIONS } from '@/lib/graph/graph';
import { settingsSchema } from '@/lib/graph/schemas';
import { useEditor } from '../EditorContext';
import { LockedField } from '../presence/LockedField';
import { complaintOf, parseNumber } from './field';

const CHOICES = [
  { name: 'precision', label: 'Precision', options: PRECISIONS },
  { name: 'optimizer', label: 'Optimizer', options: OPTIMIZERS },
  { name: 'field', label: 'Receptive field on the canvas', options: FIELD_CONVENTIONS },
] as const;

/** What the team assumes when it reads the numbers; shown while nothing is selected. */
export function DesignSettings() {
  const { graph, store, role } = useEditor();
  const { settings } = graph;
  const disabled = !can(role, 'design.edit');
  const set = (patch: SettingsPatch) => store.perform([{ type: 'setSettings', settings: patch }]);
  return (
    <Stack gap="sm" p="sm">
      <Text fw={600}>Design</Text>
      <Text size="xs" c="dimmed">
        Select a layer to see and change it. These settings hold for the whole design.
      </Text>
      <LockedField node={null} param="batch">
        <DraftInput
          label="Batch"
          description="Samples in a training batch"
          value={`${settings.batch}`}
          disabled={disabled}
          step={1}
          complaint={(text) => complaintOf(settingsSchema.shape.batch, parseNumber(text))}
          onCommit={(text) => set({ batch: Number(text) })}
        />
      </LockedField>
      {CHOICES.map(({ name, label, options }) => (
        <NativeSelect
          key={name}
          size="xs"
          label={label}
          data={[...options]}
          value={settings[name]}
          disabled={disabled}
          onChange={(event) => {
            const read = settingsSchema.partial().safeParse({ [name]: event.currentTarget.value });
            if (read.success) set(read.data);
          }}
        />
      ))}
      <Text size="xs" c="dimmed">
        Exact: every pixel that can change a unit. Classroom: as lecture notes count it, a pool
        multiplies the field by its stride.
      </Text>
    </Stack>
  );
}
