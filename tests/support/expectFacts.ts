import { expect } from 'vitest';
import type { z } from 'zod';
import { costOf } from '@/lib/analysis/cost';
import {
  type catalogue,
  inferLayer,
  type KindName,
  type Layer,
  makeLayer,
} from '@/lib/layers/catalogue';
import type { Facts, Problem, Reach } from '@/lib/layers/kind';
import type { TensorType } from '@/lib/tensor/tensorType';
import type { Window } from '@/lib/tensor/window';

type Params<K extends KindName> = z.input<(typeof catalogue)[K]['params']>;

interface ExpectedFacts extends Partial<Facts> {
  readonly outputs: Facts['outputs'];
  /** Learned values in all weights together, as papers and model cards print them. */
  readonly params?: number;
}

/**
 * Infers a layer once and compares all that it says. What is not named is expected of a layer that
 * computes nothing, keeps nothing, has no weights and looks at one position.
 */
export function expectFacts<K extends KindName>(
  kind: K,
  params: Params<K>,
  inputs: readonly TensorType[],
  { params: parameters, ...expected }: ExpectedFacts,
): void {
  const plain: Omit<Facts, 'outputs'> = {
    reach: { type: 'pointwise' },
    weights: [],
    macs: 0,
    operations: 0,
    saved: [],
    viewing: 'never',
  };
  const inferred = inferLayer(makeLayer(kind, params) as Layer, inputs);
  expect(inferred).toEqual({ ok: true, facts: { ...plain, ...expected } });
  if (parameters !== undefined)
    expect(inferred.ok && costOf(inferred.facts).params).toBe(parameters);
}

/** Infers a layer once and compares all that is wrong with it. */
export function expectProblems<K extends KindName>(
  kind: K,
  params: Params<K>,
  inputs: readonly TensorType[],
  ...problems: readonly Problem[]
): void {
  expect(inferLayer(makeLayer(kind, params) as Layer, inputs)).toEqual({ ok: false, problems });
}

interface Sliding {
  readonly kernel: number;
  readonly stride?: number;
  readonly dilation?: number;
  /** Padding on both sides, or before and behind. */
  readonly padding?: number | readonly [number, number];
}

/** Reach of a window that moves alike, or differently, along height and width. */
export function sliding(
  height: Sliding,
  width: Sliding = height,
  more: { readonly pooling?: boolean; readonly rounding?: 'floor' | 'ceil' } = {},
): Reach {
  const { pooling = false, rounding = 'floor' } = more;
  return { type: 'window', height: axis(height), width: axis(width), pooling, rounding };
}

function axis({ kernel, stride = 1, dilation = 1, padding = 0 }: Sliding): Window {
  const [padLow, padHigh] = typeof padding === 'number' ? [padding, padding] : padding;
  return { kernel, stride, dilation, padLow, padHigh };
}
