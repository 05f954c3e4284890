'use client';

import { Fieldset, NativeSelect, Text } from '@mantine/core';
import { DraftInput } from '@/app/_components/DraftInput';
import { useFieldLock } from '@/app/_components/FieldLock';
import type { Json } from '@/lib/document/operation';
import { type Edges, edgesSchema } from '@/lib/layers/params';
import { complaintOf, type FieldProps, parseNumber } from '../field';
import classes from './fields.module.css';

const EDGES = ['top', 'bottom', 'left', 'right'] as const;
const NO_EDGES: Edges = { top: 0, bottom: 0, left: 0, right: 0 };

/** Padding by name, or so many pixels at each edge. */
export function PaddingField({ meta, value, disabled, onChange }: FieldProps) {
  const locked = useFieldLock();
  const read = edgesSchema.safeParse(value);
  const edges = read.success ? read.data : undefined;
  const choose = (mode: string) => onChange(mode === 'pixels' ? NO_EDGES : mode);
  const withEdge = (edge: keyof Edges, text: string): Json => ({
    ...(edges ?? NO_EDGES),
    [edge]: parseNumber(text),
  });
  return (
    <Fieldset variant="unstyled" legend={<span className={classes.legend}>{meta.label}</span>}>
      <NativeSelect
        size="xs"
        aria-label={meta.label}
        data={[
          { value: 'same', label: 'same' },
          { value: 'valid', label: 'valid (none)' },
          { value: 'pixels', label: 'pixels at each edge' },
        ]}
        value={edges ? 'pixels' : `${value}`}
        disabled={disabled || locked}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {edges && (
        <div className={classes.sides}>
          {EDGES.map((edge) => (
            <DraftInput
              key={edge}
              label={edge[0]?.toUpperCase() + edge.slice(1)}
              aria-label={`${meta.label} ${edge}`}
              value={`${edges[edge]}`}
              disabled={disabled}
              step={1}
              complaint={(text) => complaintOf(edgesSchema, withEdge(edge, text))}
              onCommit={(text) => onChange(withEdge(edge, text))}
            />
          ))}
        </div>
      )}
      {meta.hint && (
        <Text size="xs" c="dimmed" mt={3}>
          {meta.hint}
        </Text>
      )}
    </Fieldset>
  );
}
