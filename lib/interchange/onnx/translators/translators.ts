import type { Translator } from '../translator';
import { activation } from './activation';
import { convolution } from './convolution';
import { cutting } from './cutting';
import { dense } from './dense';
import { einsum } from './einsum';
import { joining } from './joining';
import { normalisation } from './normalisation';
import { passing } from './passing';
import { pooling } from './pooling';
import { reshaping } from './reshaping';
import { resizing } from './resizing';

/** How each standard operator becomes layers. What is not listed becomes an opaque layer. */
export const translators = {
  ...convolution,
  ...pooling,
  ...dense,
  ...einsum,
  ...normalisation,
  ...activation,
  ...joining,
  ...reshaping,
  ...cutting,
  ...resizing,
  ...passing,
} as const satisfies Record<string, Translator>;
