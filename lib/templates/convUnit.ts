import type { ActivationName } from '@/lib/layers/kinds/activation';
import { evenEdges } from '@/lib/layers/params';
import type { GraphBuilder, ParamsInput, Tap } from './builder';

/** What the layers of a unit are called. */
export interface UnitNames {
  readonly conv: string;
  readonly norm: string;
  readonly activation: string;
}

/** Epsilon and momentum, where a network has other ones than PyTorch's. */
export type NormSettings = Pick<ParamsInput<'batchNorm'>, 'epsilon' | 'momentum'>;

/** A convolution without bias, its batch norm, and a function behind them unless it is `none`. */
export interface ConvUnit {
  /** How many filters, or one for each channel that arrives. */
  readonly filters: number | 'depthwise';
  /** The side of the window, which is odd; padding keeps the size of the map at stride 1. */
  readonly kernel: number;
  readonly stride?: number;
  readonly groups?: number;
  readonly activation: ActivationName | 'none';
  readonly norm?: NormSettings;
}

/** Adds a convolution, its norm and its activation. */
export function convUnit(net: GraphBuilder, names: UnitNames, unit: ConvUnit, from: Tap): Tap {
  const { filters, kernel, stride = 1, groups = 1, norm = {} } = unit;
  const window = {
    kernel: [kernel, kernel] as [number, number],
    stride: [stride, stride] as [number, number],
    padding: evenEdges((kernel - 1) / 2),
    bias: false,
  };
  const conv =
    filters === 'depthwise'
      ? net.add('depthwiseConv2d', names.conv, window, from)
      : net.add('conv2d', names.conv, { ...window, filters, groups }, from);
  const normed = net.add('batchNorm', names.norm, norm, conv);
  if (unit.activation === 'none') return normed;
  return net.add('activation', names.activation, { function: unit.activation }, normed);
}

/** Names as torchvision numbers the layers of one unit: `features.0.0`, `features.0.1`, `features.0.2`. */
export function numberedUnit(name: string): UnitNames {
  return { conv: `${name}.0`, norm: `${name}.1`, activation: `${name}.2` };
}
