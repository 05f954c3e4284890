import type { ActivationName } from '@/lib/layers/kinds/activation';
import type { GraphBuilder, Tap } from './builder';

export interface SqueezeExcitation {
  /** Channels of the map, and of the gate. */
  readonly channels: number;
  /** Channels between the two layers of the gate. */
  readonly squeezed: number;
  readonly activation: ActivationName;
  /** What brings the gate between 0 and 1. */
  readonly scale: ActivationName;
}

/**
 * Weighs each channel by a gate that sees the means of all of them (Hu et al., arXiv 1709.01507).
 * Layers are called what torchvision calls them.
 */
export function squeezeExcitation(
  net: GraphBuilder,
  name: string,
  { channels, squeezed, activation, scale }: SqueezeExcitation,
  from: Tap,
): Tap {
  const one = { kernel: [1, 1] as [number, number], padding: 'valid' as const };
  const means = net.add('globalAvgPool2d', `${name}.avgpool`, {}, from);
  const narrow = net.add('conv2d', `${name}.fc1`, { ...one, filters: squeezed }, means);
  const active = net.add('activation', `${name}.activation`, { function: activation }, narrow);
  const wide = net.add('conv2d', `${name}.fc2`, { ...one, filters: channels }, active);
  const gate = net.add('activation', `${name}.scale_activation`, { function: scale }, wide);
  return net.add('multiply', `${name}.scale`, {}, gate, from);
}
