'use client';

import {
  Button,
  FileInput,
  Group,
  NativeSelect,
  NumberInput,
  SimpleGrid,
  Stack,
  Text,
} from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { GENERATED_DATASETS } from '@/lib/training/datasets/generatedDatasets';
import {
  DEFAULT_TRAINING_SETTINGS,
  TRAINING_OPTIMIZERS,
  type TrainingSettings,
  trainingSettingsSchema,
} from '@/lib/training/settings';
import type { DatasetChoice } from './messages';

const NUMBERS = [
  { name: 'epochs', label: 'Epochs', step: 1 },
  { name: 'samples', label: 'Images', step: 500 },
  { name: 'batch', label: 'Batch', step: 8 },
  { name: 'learningRate', label: 'Learning rate', step: 0.001 },
  { name: 'seed', label: 'Seed', step: 1 },
] as const;

const OWN_FILES = 'files';

/** On what and how to train, and the buttons that start and stop it. */
export function TrainingForm({
  busy,
  action,
  defaultDataset,
  onStart,
  onStop,
}: {
  readonly busy: boolean;
  /** What the button that starts says. */
  readonly action: string;
  readonly defaultDataset: string;
  readonly onStart: (dataset: DatasetChoice, settings: TrainingSettings) => void;
  readonly onStop: () => void;
}) {
  const [datasetId, setDatasetId] = useState(defaultDataset);
  const [files, setFiles] = useState<File[]>([]);
  const [values, setValues] = useState<Record<string, unknown>>({ ...DEFAULT_TRAINING_SETTINGS });
  const settings = trainingSettingsSchema.safeParse(values);
  const complaintOf = (name: string) =>
    settings.error?.issues.find(({ path }) => path[0] === name)?.message;
  const dataset: DatasetChoice | undefined =
    datasetId !== OWN_FILES
      ? { type: 'generated', id: datasetId }
      : files.length > 0
        ? { type: 'files', files }
        : undefined;
  const info = GENERATED_DATASETS.find((each) => each.info.id === datasetId)?.info;
  return (
    <Stack gap="xs">
      <NativeSelect
        size="xs"
        label="Data set"
        value={datasetId}
        disabled={busy}
        data={[
          ...GENERATED_DATASETS.map((each) => ({ value: each.info.id, label: each.info.title })),
          { value: OWN_FILES, label: 'MNIST or CIFAR-10 files of mine' },
        ]}
        onChange={(event) => setDatasetId(event.currentTarget.value)}
      />
      {info && (
        <Text size="xs" c="dimmed">
          {info.summary} {info.height}×{info.width}×{info.channels}, {info.classes.length} classes.
        </Text>
      )}
      {datasetId === OWN_FILES && (
        <FileInput
          size="xs"
          multiple
          clearable
          label="Files"
          description="MNIST: the images and the labels file (idx-ubyte, gzipped or not). CIFAR-10: data_batch_*.bin. They stay in this browser."
          placeholder="Choose or drop files"
          value={files}
          disabled={busy}
          onChange={setFiles}
        />
      )}
      <SimpleGrid cols={2} spacing={8} verticalSpacing={6}>
        {NUMBERS.map(({ name, label, step }) => (
          <NumberInput
            key={name}
            size="xs"
            label={label}
            step={step}
            min={0}
            value={`${values[name]}`}
            disabled={busy}
            error={complaintOf(name)}
            onChange={(value) =>
              setValues((before) => ({ ...before, [name]: value === '' ? '' : Number(value) }))
            }
          />
        ))}
        <NativeSelect
          size="xs"
          label="Optimizer"
          data={[...TRAINING_OPTIMIZERS]}
          value={`${values.optimizer}`}
          disabled={busy}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setValues((before) => ({ ...before, optimizer: value }));
          }}
        />
      </SimpleGrid>
      <Group gap="xs">
        {busy ? (
          <Button
            size="xs"
            color="red"
            variant="light"
            leftSection={<IconPlayerStop size={15} />}
            onClick={onStop}
          >
            Stop
          </Button>
        ) : (
          <Button
            size="xs"
            leftSection={<IconPlayerPlay size={15} />}
            disabled={!settings.success || !dataset}
            onClick={() => {
              if (settings.success && dataset) onStart(dataset, settings.data);
            }}
          >
            {action}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
