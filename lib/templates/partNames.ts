import { numberedUnit, type UnitNames } from './convUnit';

/** Names of the parts of a block, each asked for once, in the order in which they run. */
export interface PartNames {
  readonly unit: () => UnitNames;
  /** A convolution and its norm, without a function behind. */
  readonly linear: () => UnitNames;
  /** Any other part: a gate, or a part with layers of its own. */
  readonly part: () => string;
}

/** `block.0.0`, `block.0.1`: a number for each unit, and one for each layer in it. */
export function nestedNames(base: string): PartNames {
  let count = 0;
  const next = () => `${base}.${count++}`;
  return {
    unit: () => numberedUnit(next()),
    linear: () => numberedUnit(next()),
    part: next,
  };
}

/** As nested names, but the last convolution and its norm have numbers of their own, as in MobileNetV2. */
export function nestedButLastNames(base: string): PartNames {
  let count = 0;
  const next = () => `${base}.${count++}`;
  return {
    unit: () => numberedUnit(next()),
    linear: () => ({ conv: next(), norm: next(), activation: '' }),
    part: next,
  };
}

/** `layers.0`, `layers.1`: a number for each layer. */
export function flatNames(base: string): PartNames {
  let count = 0;
  const next = () => `${base}.${count++}`;
  return {
    unit: () => ({ conv: next(), norm: next(), activation: next() }),
    linear: () => ({ conv: next(), norm: next(), activation: '' }),
    part: next,
  };
}
