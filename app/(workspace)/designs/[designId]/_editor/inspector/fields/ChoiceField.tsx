'use client';

import { NativeSelect } from '@mantine/core';
import { type FieldProps, optionsOf } from '../field';

/** One of a list. */
export function ChoiceField({ meta, schema, value, disabled, onChange }: FieldProps) {
  return (
    <NativeSelect
      size="xs"
      label={meta.label}
      description={meta.hint}
      data={[...optionsOf(schema)]}
      value={`${value}`}
      disabled={disabled}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
