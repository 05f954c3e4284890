'use client';

import { ActionIcon, Fieldset, Group, Text, Tooltip } from '@mantine/core';
import { IconLink, IconUnlink } from '@tabler/icons-react';
import { useState } from 'react';
import { DraftInput } from '@/app/_components/DraftInput';
import type { Json } from '@/lib/document/operation';
import { complaintOf, type FieldProps, parseNumber } from '../field';
import classes from './fields.module.css';

/** Height and width of something; both at once as long as they are linked. */
export function PairField({ meta, schema, value, disabled, onChange }: FieldProps) {
  const [height, width] = Array.isArray(value) ? value : [null, null];
  const [linked, setLinked] = useState(height === width);
  const Icon = linked ? IconLink : IconUnlink;
  const pairWith = (axis: 0 | 1, text: string): Json => {
    const side = parseNumber(text);
    if (linked) return [side, side];
    return axis === 0 ? [side, width ?? null] : [height ?? null, side];
  };
  return (
    <Fieldset variant="unstyled" legend={<span className={classes.legend}>{meta.label}</span>}>
      <Group gap={6} wrap="nowrap" align="flex-start">
        {(['height', 'width'] as const).map((side, axis) => (
          <DraftInput
            key={side}
            aria-label={`${meta.label} ${side}`}
            className={classes.side}
            value={`${axis === 0 ? height : width}`}
            disabled={disabled}
            step={1}
            complaint={(text) => complaintOf(schema, pairWith(axis === 0 ? 0 : 1, text))}
            onCommit={(text) => onChange(pairWith(axis === 0 ? 0 : 1, text))}
          />
        ))}
        <Tooltip label={linked ? 'Set height and width together' : 'Set them one by one'}>
          <ActionIcon
            variant={linked ? 'light' : 'subtle'}
            size={30}
            aria-label={`Link ${meta.label.toLowerCase()} height and width`}
            aria-pressed={linked}
            disabled={disabled}
            onClick={() => setLinked(!linked)}
          >
            <Icon size={15} />
          </ActionIcon>
        </Tooltip>
      </Group>
      {meta.hint && (
        <Text size="xs" c="dimmed" mt={3}>
          {meta.hint}
        </Text>
      )}
    </Fieldset>
  );
}
