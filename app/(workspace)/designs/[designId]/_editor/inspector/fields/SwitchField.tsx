'use client';

import { Switch } from '@mantine/core';
import type { FieldProps } from '../field';

/** On or off. */
export function SwitchField({ meta, value, disabled, onChange }: FieldProps) {
  return (
    <Switch
      size="sm"
      label={meta.label}
      description={meta.hint}
      checked={value === true}
      disabled={disabled}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
