import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { expectedUse } from '@/lib/analysis/expectedUse';
import { explainTraining } from '@/lib/analysis/explain/explainTraining';
import { trainingMemory } from '@/lib/analysis/trainingMemory';
import { evaluate, inNames, inNumbers } from '@/lib/formula';
import { EMPTY_GRAPH, OPTIMIZERS, PRECISIONS, type Settings } from '@/lib/graph/graph';
import { must } from '@/lib/invariant';
import { templateById } from '@/lib/templates/templates';
import { arbitraryTape, tape } from '@/tests/support/draw';
import { randomNetwork } from '@/tests/support/randomNetwork';
import { readFormula } from '@/tests/support/readFormula';

const arbitrarySettings: fc.Arbitrary<Settings> = fc.record({
  batch: fc.integer({ min: 1, max: 64 }),
  precision: fc.constantFrom(...PRECISIONS),
  optimizer: fc.constantFrom(...OPTIMIZERS),
  field: fc.constant('exact'),
});

describe('explainTraining', () => {
  it('[A11] [A15] [A16] has parts whose printed formulas add up to the peak, and with what is around to the likely use', () => {
    fc.assert(
      fc.property(arbitraryTape(), arbitrarySettings, (numbers, settings) => {
        const analysis = analyse(randomNetwork(tape(numbers), { layers: 12 }));
        const memory = trainingMemory(analysis, settings);
        const { tensors, around } = explainTraining(analysis, settings, memory);
        const total = [...tensors, ...around].map(({ formula }) => {
          const value = readFormula(inNumbers(formula));
          expect(value).toBe(evaluate(formula));
          return value;
        });
        const inTensors = total.slice(0, tensors.length).reduce((all, each) => all + each, 0);
        expect(inTensors).toBe(memory.peak);
        const all = total.reduce((sum, each) => sum + each, 0);
        expect(all).toBeCloseTo(expectedUse(memory).likely, 3);
      }),
      { numRuns: 150 },
    );
  });

  it('[A16] has ranges that make up what a step takes at least and at most', () => {
    const analysis = analyse(must(templateById('resnet50'), 'template').build());
    const memory = trainingMemory(analysis, analysis.graph.settings);
    const { around } = explainTraining(analysis, analysis.graph.settings, memory);
    const ends = (end: 'low' | 'high') =>
      around.reduce((all, { range }) => all + (range?.[end] ?? 0), memory.reserved);
    const { low, high } = expectedUse(memory);
    expect([ends('low'), ends('high')]).toEqual([low, high]);
  });

  it('[A9] [A10] [A11] of ResNet-50 with Adam, 32 samples in mixed precision', () => {
    const analysis = analyse(must(templateById('resnet50'), 'template').build());
    const settings = { ...analysis.graph.settings, precision: 'mixed' } as const;
    const memory = trainingMemory(analysis, settings);
    const { tensors, moment } = explainTraining(analysis, settings, memory);
    expect(moment).toBe('Fullest in the backward pass of “layer4.0.relu”.');
    expect(tensors.slice(0, 4).map(({ name, formula }) => [name, inNames(formula)])).toEqual([
      ['Weights', 'parameters × (bytes + bytes of the copy)'],
      ['Buffers', 'running values × bytes + counters × bytes'],
      ['Optimizer', 'parameters × values a parameter × bytes'],
      ['Input', 'values × batch × bytes'],
    ]);
    expect(tensors.slice(0, 4).map(({ formula }) => inNumbers(formula))).toEqual([
      '25,557,032 × (4 + 2)',
      '53,120 × 4 + 53 × 8',
      '25,557,032 × 2 × 4',
      '150,528 × 32 × 2',
    ]);
  });

  it('[A11] of an empty design is empty, apart from what the libraries take', () => {
    const analysis = analyse(EMPTY_GRAPH);
    const memory = trainingMemory(analysis, EMPTY_GRAPH.settings);
    const { tensors, moment } = explainTraining(analysis, EMPTY_GRAPH.settings, memory);
    expect(tensors.map(({ formula }) => evaluate(formula))).toEqual(tensors.map(() => 0));
    expect(moment).toBe('Nothing is computed.');
  });
});
