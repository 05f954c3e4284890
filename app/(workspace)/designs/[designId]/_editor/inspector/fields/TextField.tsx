'use client';

import { DraftInput } from '@/app/_components/DraftInput';
import type { Json } from '@/lib/document/operation';
import { complaintOf, type FieldProps, parseNumber } from '../field';

/** Free text. */
export function TextField({ meta, schema, value, disabled, onChange }: FieldProps) {
  return (
    <DraftInput
      label={meta.label}
      description={meta.hint}
      value={`${value}`}
      disabled={disabled}
      complaint={(text) => complaintOf(schema, text)}
      onCommit={onChange}
    />
  );
}

/** A list of whole numbers, separated by commas. */
export function IntegersField({ meta, schema, value, disabled, onChange }: FieldProps) {
  const parse = (text: string): Json =>
    text
      .split(/[\s,×x]+/)
      .filter(Boolean)
      .map(parseNumber);
  return (
    <DraftInput
      label={meta.label}
      description={meta.hint}
      value={Array.isArray(value) ? value.join(', ') : ''}
      disabled={disabled}
      complaint={(text) => complaintOf(schema, parse(text))}
      onCommit={(text) => onChange(parse(text))}
    />
  );
}
