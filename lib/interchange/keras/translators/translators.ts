import { excerpt } from '../../excerpt';
import { opaque, type Plan } from '../../plan';
import type { KerasTranslator, LayerCall } from '../layerCall';
import { activation } from './activation';
import { convolution } from './convolution';
import { dense } from './dense';
import { functionClass, functionName, functions } from './functions';
import { joining } from './joining';
import { normalisation } from './normalisation';
import { passing } from './passing';
import { pooling } from './pooling';
import { reshaping } from './reshaping';

const GROUPS: readonly Readonly<Record<string, KerasTranslator>>[] = [
  activation,
  convolution,
  dense,
  functions,
  joining,
  normalisation,
  passing,
  pooling,
  reshaping,
];

/** How each class of Keras becomes layers. */
const TRANSLATORS: ReadonlyMap<string, KerasTranslator> = new Map(
  GROUPS.flatMap((group) => Object.entries(group)),
);

/** Turns a use of a layer into a plan. What is not listed becomes an opaque layer that names it. */
export function translate(call: LayerCall): Plan {
  const { className } = call;
  const named = functionClass(call) ?? className.slice(className.lastIndexOf('>') + 1);
  const translator = TRANSLATORS.get(named);
  const shown = functionName(call) ?? named;
  return translator?.(call) ?? opaque(`Layerboard has no layer for “${excerpt(shown, 80)}”.`);
}
