'use client';

import { NativeSelect } from '@mantine/core';
import { useFieldLock } from '@/app/_components/FieldLock';
import { type FieldProps, optionsOf } from '../field';

/** One of a list. */
export function ChoiceField({ meta, schema, value, disabled, onChange }: FieldProps) {
  const locked = useFieldLock();
  return (
    <NativeSelect
      size="xs"
      label={meta.label}
      description={meta.hint}
      data={[...optionsOf(schema)]}
      value={`${value}`}
      disabled={disabled || locked}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
