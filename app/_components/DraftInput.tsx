'use client';

import { TextInput, type TextInputProps } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useDraft } from './useDraft';

interface DraftInputProps
  extends Pick<TextInputProps, 'label' | 'description' | 'disabled' | 'size' | 'className'> {
  readonly value: string;
  /** Why a text does not fit; undefined when it does. */
  readonly complaint: (text: string) => string | undefined;
  readonly onCommit: (text: string) => void;
  /** For whole or decimal numbers: the arrow keys count up and down by this much. */
  readonly step?: number;
  readonly 'aria-label'?: string;
}

/** A field whose text is taken over when it fits and the person has finished with it. */
export function DraftInput({ value, complaint, onCommit, step, ...rest }: DraftInputProps) {
  const draft = useDraft(value, complaint, onCommit);
  const keyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && draft.error === undefined) draft.finish();
    if (event.key === 'Escape') draft.cancel();
    const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (step === undefined || direction === 0 || !Number.isFinite(Number(draft.text))) return;
    event.preventDefault();
    draft.change(`${Number((Number(draft.text) + direction * step).toPrecision(12))}`);
  };
  return (
    <TextInput
      size="xs"
      {...rest}
      inputMode={step === undefined ? 'text' : 'decimal'}
      value={draft.text}
      error={draft.error}
      onChange={(event) => draft.change(event.currentTarget.value)}
      onBlur={draft.finish}
      onKeyDown={keyDown}
    />
  );
}
