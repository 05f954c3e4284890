'use client';

import { TextInput, type TextInputProps } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useFieldLock } from './FieldLock';
import { PutAside } from './PutAside';
import { useDraft } from './useDraft';

interface DraftInputProps
  extends Omit<TextInputProps, 'value' | 'onChange' | 'onBlur' | 'onKeyDown' | 'error'> {
  readonly value: string;
  /** Why a text does not fit, as a sentence; undefined when it does. */
  readonly complaint: (text: string) => string | undefined;
  /** Takes over a text that fits. */
  readonly onCommit: (text: string) => void;
  /** The up and down arrows add this much to a number. */
  readonly step?: number;
}

/** A field whose text is taken over when it fits and the person has finished with it. */
export function DraftInput({ value, complaint, onCommit, step, ...rest }: DraftInputProps) {
  const locked = useFieldLock();
  const draft = useDraft(value, complaint, onCommit, locked);
  const keyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && draft.error === undefined) draft.finish();
    if (event.key === 'Escape') draft.cancel();
    const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (locked || step === undefined || direction === 0) return;
    if (!Number.isFinite(Number(draft.text))) return;
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
      readOnly={locked}
      onChange={(event) => draft.change(event.currentTarget.value)}
      onBlur={draft.finish}
      onKeyDown={keyDown}
      inputContainer={(input) => (
        <>
          {input}
          <PutAside
            text={draft.aside}
            locked={locked}
            onPutBack={draft.putBack}
            onForget={draft.forget}
          />
        </>
      )}
    />
  );
}
