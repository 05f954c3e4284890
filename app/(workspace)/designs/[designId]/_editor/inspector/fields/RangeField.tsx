'use client';

import { Fieldset, Group, Text } from '@mantine/core';
import { DraftInput } from '@/app/_components/DraftInput';
import type { Json } from '@/lib/document/operation';
import { complaintOf, type FieldProps, parseNumber } from '../field';
import classes from './fields.module.css';

const PARTS = ['start', 'end', 'step'] as const;

/** A stretch of an axis: from, up to, every so many. An empty end takes everything. */
export function RangeField({ meta, schema, value, disabled, onChange }: FieldProps) {
  const range = new Map<string, Json>(
    typeof value === 'object' && value !== null ? Object.entries(value) : [],
  );
  const withPart = (part: string, text: string): Json => ({
    ...Object.fromEntries(range),
    [part]: part === 'end' && text.trim() === '' ? null : parseNumber(text),
  });
  return (
    <Fieldset variant="unstyled" legend={<span className={classes.legend}>{meta.label}</span>}>
      <Group gap={6} wrap="nowrap" align="flex-start">
        {PARTS.map((part) => (
          <DraftInput
            key={part}
            aria-label={`${meta.label} ${part}`}
            className={classes.side}
            value={`${range.get(part) ?? ''}`}
            disabled={disabled}
            step={1}
            complaint={(text) => complaintOf(schema, withPart(part, text))}
            onCommit={(text) => onChange(withPart(part, text))}
          />
        ))}
      </Group>
      <Text size="xs" c="dimmed" mt={3}>
        Start, end, step. {meta.hint}
      </Text>
    </Fieldset>
  );
}
