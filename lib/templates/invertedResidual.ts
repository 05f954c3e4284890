import type { ActivationName } from '@/lib/layers/kinds/activation';
import type { GraphBuilder, Tap } from './builder';
import { convUnit, type NormSettings } from './convUnit';
import type { PartNames } from './partNames';
import { type SqueezeExcitation, squeezeExcitation } from './squeezeExcitation';

/** A block that is wide inside and narrow outside, with a shortcut where the map keeps its size and channels. */
export interface InvertedResidual {
  readonly name: string;
  /** Channels that arrive. */
  readonly channels: number;
  /** Channels between the 1×1 convolutions. */
  readonly expanded: number;
  /** Whether there is a convolution that expands, even to as many channels. */
  readonly expands: boolean;
  readonly filters: number;
  readonly kernel: number;
  readonly stride: number;
  readonly activation: ActivationName;
  /** A gate over the expanded channels. */
  readonly gate?: Omit<SqueezeExcitation, 'channels'>;
  readonly norm?: NormSettings;
  readonly names: PartNames;
  /** Whether the sum is written shortcut + block, and not block + shortcut. */
  readonly shortcutFirst?: boolean;
}

/** Sandler et al.: MobileNetV2, arXiv 1801.04381, with the gate of MobileNetV3 where there is one. */
export function invertedResidual(net: GraphBuilder, block: InvertedResidual, from: Tap): Tap {
  const { name, channels, expanded, filters, kernel, stride, activation, gate, names } = block;
  const norm = block.norm ?? {};
  return net.group(name, () => {
    const wide = block.expands
      ? convUnit(net, names.unit(), { filters: expanded, kernel: 1, activation, norm }, from)
      : from;
    const window = { filters: 'depthwise', kernel, stride, activation, norm } as const;
    const seen = convUnit(net, names.unit(), window, wide);
    const gated = gate
      ? squeezeExcitation(net, names.part(), { ...gate, channels: expanded }, seen)
      : seen;
    const linear = { filters, kernel: 1, activation: 'none', norm } as const;
    const narrow = convUnit(net, names.linear(), linear, gated);
    if (stride !== 1 || channels !== filters) return narrow;
    const terms = block.shortcutFirst ? [from, narrow] : [narrow, from];
    return net.add('add', `${name}.add`, {}, ...terms);
  });
}
