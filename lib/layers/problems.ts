import { describeType, type TensorType } from '@/lib/tensor/tensorType';
import { effectiveKernel, type Window } from '@/lib/tensor/window';
import type { Problem } from './kind';

/** Most values of a tensor: beyond it whole numbers are no longer exact. SPEC L1. */
export const LARGEST_TENSOR = Number.MAX_SAFE_INTEGER;

/** The window does not fit the padded map. */
export function tooSmall(
  map: { readonly height: number; readonly width: number },
  height: Window,
  width: Window,
): Problem {
  const needs = `${effectiveKernel(height)}×${effectiveKernel(width)}`;
  const has = `${map.height + height.padLow + height.padHigh}×${map.width + width.padLow + width.padHigh}`;
  return {
    code: 'too-small',
    message: `The window covers ${needs}, but the padded map is only ${has}: use a smaller kernel, more padding or fewer strides before this layer.`,
    param: 'kernel',
    slot: 0,
  };
}

/** The layer would make a tensor with more values than can be counted one by one. */
export function tooLarge(layer: string, output: TensorType): Problem {
  return {
    code: 'too-large',
    message: `${layer} would make ${describeType(output)} values, more than the ${LARGEST_TENSOR} that a tensor may have.`,
  };
}

/** Groups have to divide the channels on both sides; the problem where they do not. */
export function unevenGroups(
  groups: number,
  channels: number,
  filters: number,
): Problem | undefined {
  if (channels % groups !== 0) return notDivisible(groups, channels, 'input channels');
  if (filters % groups !== 0) return notDivisible(groups, filters, 'filters');
  return undefined;
}

export function notDivisible(groups: number, amount: number, what: string): Problem {
  return {
    code: 'not-divisible',
    message: `${groups} groups do not divide ${amount} ${what} evenly.`,
    param: 'groups',
  };
}

/** The layer cannot read a tensor of this type. */
export function wrongRank(
  layer: string,
  wants: string,
  source: TensorType | undefined,
  slot = 0,
): Problem {
  const has = source ? describeType(source) : 'missing';
  const order = source?.layout === 'hwc' ? ' with channels last' : '';
  return {
    code: 'wrong-rank',
    message: `${layer} needs ${wants}, but the input is ${has}${order}.`,
    slot,
  };
}

export function badParameter(param: string, message: string): Problem {
  return { code: 'bad-parameter', message, param };
}
