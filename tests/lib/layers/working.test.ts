import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, inNames, inNumbers } from '@/lib/formula';
import { must } from '@/lib/invariant';
import {
  inferLayer,
  KIND_NAMES,
  type KindName,
  makeLayer,
  workingOf,
} from '@/lib/layers/catalogue';
import type { Reckoning } from '@/lib/layers/kind';
import { featureMap } from '@/lib/tensor/tensorType';
import { arbitraryInputs, arbitraryLayer } from '@/tests/support/arbitraries';
import { readFormula } from '@/tests/support/readFormula';
import { type Case, smallCases } from '@/tests/support/smallCases';

/** What the text of a reckoning comes to; it must be what its formula does. */
function worth({ formula, words }: Reckoning): number {
  const value = readFormula(inNumbers(formula));
  expect(value).toBe(evaluate(formula));
  if (words) expect(words).toMatch(/^[A-Z0-9].*\.$/u);
  return value;
}

function expectToExplain({ layer, inputs }: Pick<Case, 'layer' | 'inputs'>): boolean {
  const inferred = inferLayer(layer, inputs);
  if (!inferred.ok) return false;
  const { facts } = inferred;
  const working = workingOf(layer, facts, inputs);
  expect(working.outputs.map((sizes) => sizes.map(worth))).toEqual(
    facts.outputs.map((type) => type?.shape ?? []),
  );
  const rank = Object.fromEntries(facts.weights.map(({ name, shape }) => [name, shape.length]));
  for (const [name, axes] of Object.entries(working.weightAxes ?? {}))
    if (name in rank) expect([name, axes.length]).toEqual([name, rank[name]]);
  for (const { name, shape } of facts.weights)
    if (shape.length > 0) expect(Object.keys(working.weightAxes ?? {})).toContain(name);
  expect(working.macs ? worth(working.macs) : 0).toBe(facts.macs ?? 0);
  expect(working.operations ? worth(working.operations) : 0).toBe(facts.operations ?? 0);
  return true;
}

/** An opaque layer is what its file says, and has no small cases. */
const COMPUTING = KIND_NAMES.filter((kind) => kind !== 'opaque');

describe.each(COMPUTING)('%s', (kind) => {
  it('[L12] works its numbers out as its facts state them', () => {
    fc.assert(
      fc.property(smallCases(kind), (each) => {
        expect(expectToExplain(each)).toBe(true);
      }),
    );
  });
});

describe.each(KIND_NAMES)('%s', (kind) => {
  it('[L12] works them out at any size', () => {
    fc.assert(
      fc.property(arbitraryLayer(kind), arbitraryInputs(kind), (layer, inputs) => {
        expectToExplain({ layer, inputs });
      }),
    );
  });
});

describe('the text', () => {
  function textOf(kind: KindName, params: object): readonly string[] {
    const layer = must(makeLayer(kind, params), 'layer');
    const inputs = [featureMap(3, 224, 224)];
    const inferred = inferLayer(layer, inputs);
    if (!inferred.ok) throw new Error('does not work');
    const { outputs, macs } = workingOf(layer, inferred.facts, inputs);
    const all = [...(outputs[0] ?? []), ...(macs ? [macs] : [])];
    return all.map(({ formula }) => `${inNames(formula)} = ${inNumbers(formula)}`);
  }

  it('[L12] [L2] [L5] of the first layer of ResNet', () => {
    const padding = { top: 3, bottom: 3, left: 3, right: 3 };
    expect(textOf('conv2d', { filters: 64, kernel: [7, 7], stride: [2, 2], padding })).toEqual([
      'filters = 64',
      '⌊(height + top + bottom − kernel) / stride⌋ + 1 = ⌊(224 + 3 + 3 − 7) / 2⌋ + 1',
      '⌊(width + left + right − kernel) / stride⌋ + 1 = ⌊(224 + 3 + 3 − 7) / 2⌋ + 1',
      'filters × rows × columns × channels × kernel height × kernel width = 64 × 112 × 112 × 3 × 7 × 7',
    ]);
  });

  it('[L12] [L4] of a transposed one', () => {
    expect(textOf('convTranspose2d', { filters: 8, groups: 1 })).toEqual([
      'filters = 8',
      '(height − 1) × stride + kernel − top − bottom = (224 − 1) × 2 + 4 − 1 − 1',
      '(width − 1) × stride + kernel − left − right = (224 − 1) × 2 + 4 − 1 − 1',
      'channels × rows × columns × filters × kernel height × kernel width = 3 × 224 × 224 × 8 × 4 × 4',
    ]);
  });

  it('[L12] [L2] of a dilated and grouped one', () => {
    expect(textOf('conv2d', { filters: 6, groups: 3, dilation: [2, 2], padding: 'valid' })).toEqual(
      [
        'filters = 6',
        '⌊(height − (dilation × (kernel − 1) + 1)) / stride⌋ + 1 = ⌊(224 − (2 × (3 − 1) + 1)) / 1⌋ + 1',
        '⌊(width − (dilation × (kernel − 1) + 1)) / stride⌋ + 1 = ⌊(224 − (2 × (3 − 1) + 1)) / 1⌋ + 1',
        'filters × rows × columns × (channels / groups) × kernel height × kernel width = 6 × 220 × 220 × (3 / 3) × 3 × 3',
      ],
    );
  });
});
