'use client';

import { DraftInput } from '@/app/_components/DraftInput';
import { complaintOf, type FieldProps, parseNumber } from '../field';

/** A whole number; the arrow keys count by one. */
export function IntegerField(props: FieldProps) {
  return <Numeric {...props} step={1} />;
}

/** A decimal number; the arrow keys count by a tenth. */
export function NumberField(props: FieldProps) {
  return <Numeric {...props} step={0.1} />;
}

function Numeric({ meta, schema, value, disabled, onChange, step }: FieldProps & { step: number }) {
  return (
    <DraftInput
      label={meta.label}
      description={meta.hint}
      value={`${value}`}
      disabled={disabled}
      step={step}
      complaint={(text) => complaintOf(schema, parseNumber(text))}
      onCommit={(text) => onChange(parseNumber(text))}
    />
  );
}
