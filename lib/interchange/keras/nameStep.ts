import type { Layer } from '@/lib/layers/catalogue';
import type { Draft } from '../draft';
import { excerpt } from '../excerpt';
import type { LayerName } from '../groupLayers';

/** A layer that is being read in from a Keras model. */
export interface KerasDraft extends Draft, LayerName {
  /** The class that it comes from; none for outputs. */
  readonly operators: readonly string[];
}

const LONGEST_NAME = 120;

/**
 * Names for a layer that a use of a Keras layer becomes: the one that computes is called as in the file,
 * within the models around it (`encoder.conv1`), and what goes with it by what it does (`conv1.relu`).
 */
export function nameStep(
  {
    path,
    name,
    className,
  }: { readonly path: readonly string[]; readonly name: string; readonly className: string },
  layers: readonly Layer[],
  place: number,
): Pick<KerasDraft, 'name' | 'modules' | 'operators' | 'tensors'> {
  const main = Math.max(
    0,
    layers.findIndex(({ kind }) => kind !== 'permute'),
  );
  const layer = layers[place];
  const full = [...path, name].join('.');
  const label = layer?.kind === 'activation' ? layer.params.function : (layer?.kind ?? 'layer');
  const own = place === main ? full : `${full}.${label}`;
  return {
    name: excerpt(own.trim(), LONGEST_NAME).trim() || 'layer',
    modules: [...path.map((module) => module.replaceAll('.', '_')), ...blockOf(name)],
    operators: [className],
    tensors: [own],
  };
}

/** The block that a name of keras.applications tells of: `conv2_block1_1_relu`, `block_3_expand`, `stage2_unit1_bn1`. */
const BLOCK =
  /^((?:[a-z0-9]+_)*?(?:block|stage|unit|fire|cell|module)_?\d+[a-z]?(?:_(?:block|unit)_?\d+)?)_/i;

function blockOf(name: string): readonly string[] {
  const block = name.length > 200 ? undefined : BLOCK.exec(name)?.[1];
  return block === undefined ? [] : [block];
}
