import type { ComponentType } from 'react';
import type { Control } from '@/lib/layers/params';
import type { FieldProps } from './field';
import { ChoiceField } from './fields/ChoiceField';
import { IntegerField, NumberField } from './fields/NumberField';
import { PaddingField } from './fields/PaddingField';
import { PairField } from './fields/PairField';
import { RangeField } from './fields/RangeField';
import { SwitchField } from './fields/SwitchField';
import { IntegersField, TextField } from './fields/TextField';

/** The field for each way of editing a parameter; hidden ones have none. */
export const CONTROLS: Readonly<Record<Control, ComponentType<FieldProps> | undefined>> = {
  integer: IntegerField,
  number: NumberField,
  switch: SwitchField,
  choice: ChoiceField,
  pair: PairField,
  padding: PaddingField,
  integers: IntegersField,
  range: RangeField,
  text: TextField,
  hidden: undefined,
};
