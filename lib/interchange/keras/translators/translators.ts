import type { KerasTranslator } from '../layerCall';
import { activation } from './activation';
import { convolution } from './convolution';
import { dense } from './dense';
import { joining } from './joining';
import { normalisation } from './normalisation';
import { passing } from './passing';
import { pooling } from './pooling';
import { reshaping } from './reshaping';

const GROUPS: readonly Readonly<Record<string, KerasTranslator>>[] = [
  activation,
  convolution,
  dense,
  joining,
  normalisation,
  passing,
  pooling,
  reshaping,
];

/** How each class of Keras becomes layers. What is not listed becomes an opaque layer. */
export const TRANSLATORS: ReadonlyMap<string, KerasTranslator> = new Map(
  GROUPS.flatMap((group) => Object.entries(group)),
);
