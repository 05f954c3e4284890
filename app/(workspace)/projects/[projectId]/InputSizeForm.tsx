'use client';

import { Alert, Button, Group, NumberInput, Text } from '@mantine/core';
import { IconRulerMeasure } from '@tabler/icons-react';
import { useState } from 'react';
import type { OpenInput } from '@/lib/interchange/imported';

interface SizeField {
  readonly label: string;
  /** What most networks take. */
  readonly usual: number;
}

const MAP_SIZES: readonly SizeField[] = [
  { label: 'Channels', usual: 3 },
  { label: 'Height', usual: 224 },
  { label: 'Width', usual: 224 },
];
const VECTOR_SIZES: readonly SizeField[] = [{ label: 'Length', usual: 100 }];
const LARGEST_SIZE = 1_048_576;

/** Asks for the size of one sample that a file leaves open. What the file states stands fast. */
export function InputSizeForm({
  input,
  message,
  onGive,
}: {
  readonly input: OpenInput;
  readonly message: string;
  readonly onGive: (shape: readonly number[]) => void;
}) {
  const fields = input.sizes.length === 1 ? VECTOR_SIZES : MAP_SIZES;
  const [sizes, setSizes] = useState<readonly (number | string)[]>(() =>
    fields.map(({ usual }, axis) => {
      const stated = input.sizes[axis];
      return typeof stated === 'number' ? stated : usual;
    }),
  );
  const shape = sizes.map(Number);
  const ready = shape.every((size) => Number.isInteger(size) && size >= 1 && size <= LARGEST_SIZE);
  return (
    <Alert
      color="blue"
      role="group"
      title={`How large is the input “${input.name}”?`}
      icon={<IconRulerMeasure size={18} />}
    >
      <Text size="sm" mb="xs">
        {message}
      </Text>
      <Group align="end" gap="xs">
        {fields.map(({ label }, axis) => (
          <NumberInput
            key={label}
            label={label}
            w={104}
            min={1}
            max={LARGEST_SIZE}
            allowDecimal={false}
            value={sizes[axis] ?? ''}
            disabled={typeof input.sizes[axis] === 'number'}
            onChange={(value) => setSizes(sizes.with(axis, value))}
          />
        ))}
        <Button variant="light" disabled={!ready} onClick={() => onGive(shape)}>
          Read with this size
        </Button>
      </Group>
    </Alert>
  );
}
