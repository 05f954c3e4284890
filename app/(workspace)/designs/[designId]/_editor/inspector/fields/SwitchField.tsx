'use client';

import { Switch } from '@mantine/core';
import { useFieldLock } from '@/app/_components/FieldLock';
import type { FieldProps } from '../field';

/** On or off. */
export function SwitchField({ meta, value, disabled, onChange }: FieldProps) {
  const locked = useFieldLock();
  return (
    <Switch
      size="sm"
      label={meta.label}
      description={meta.hint}
      checked={value === true}
      disabled={disabled || locked}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
