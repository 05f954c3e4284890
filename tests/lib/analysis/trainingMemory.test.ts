import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { okReport } from '@/lib/analysis/report';
import { trainingMemory } from '@/lib/analysis/trainingMemory';
import {
  DEFAULT_SETTINGS,
  OPTIMIZERS,
  type Optimizer,
  PRECISIONS,
  type Precision,
  type Settings,
} from '@/lib/graph/graph';
import { GraphBuilder } from '@/lib/templates/builder';
import { arbitraryTape, tape } from '@/tests/support/draw';
import { NaiveMemory } from '@/tests/support/naiveMemory';
import { randomNetwork } from '@/tests/support/randomNetwork';

// Bytes of a value: activations, gradients of weights. SPEC A9.
const SIZES: Readonly<Record<Precision, { activation: number; gradient: number }>> = {
  fp32: { activation: 4, gradient: 4 },
  fp16: { activation: 2, gradient: 2 },
  bf16: { activation: 2, gradient: 2 },
  mixed: { activation: 2, gradient: 4 },
};

// Copies of the parameters that an optimizer computes with, each as large as the gradients. SPEC A10.
const COPIES: Readonly<Record<Optimizer, number>> = {
  sgd: 0,
  momentum: 0,
  adam: 1,
  adamw: 1,
  rmsprop: 1,
};

const arbitrarySettings: fc.Arbitrary<Settings> = fc.record({
  batch: fc.integer({ min: 1, max: 64 }),
  precision: fc.constantFrom(...PRECISIONS),
  optimizer: fc.constantFrom(...OPTIMIZERS),
  field: fc.constant('exact'),
});

describe('trainingMemory', () => {
  it('[A7] [L8] keeps every storage once, whoever asks for it', () => {
    let shared = 0;
    fc.assert(
      fc.property(arbitraryTape(), arbitrarySettings, (numbers, settings) => {
        const analysis = analyse(randomNetwork(tape(numbers), { layers: 16 }));
        const { activation } = SIZES[settings.precision];
        const { saved, savedBy } = trainingMemory(analysis, settings);
        expect(saved).toBe(new NaiveMemory(analysis, true).saved(settings.batch, activation));
        expect([...savedBy.values()].reduce((all, bytes) => all + bytes, 0)).toBe(saved);
        const keepers = analysis.order.filter((id) =>
          okReport(analysis, id)?.facts.saved.some(({ of }) => of !== 'own'),
        );
        if (keepers.some((id) => !savedBy.has(id))) shared++;
      }),
      { numRuns: 200 },
    );
    expect(shared).toBeGreaterThan(20);
  });

  it('[A11] finds the same peak as a step of which every moment is looked at on its own', () => {
    fc.assert(
      fc.property(arbitraryTape(), arbitrarySettings, (numbers, settings) => {
        const analysis = analyse(randomNetwork(tape(numbers), { layers: 14 }));
        const memory = trainingMemory(analysis, settings);
        const step = new NaiveMemory(analysis, true).step(
          settings.batch,
          SIZES[settings.precision],
        );
        const standing = memory.weights + memory.buffers + memory.optimizer + memory.input;
        const atTheEnd = memory.gradients * (1 + COPIES[settings.optimizer]);
        expect(memory.peak).toBe(standing + Math.max(step, atTheEnd));
      }),
      { numRuns: 200 },
    );
  });

  it('[A11] does not take the gradient of a second input, which nobody computes, off the count', () => {
    const builder = new GraphBuilder();
    const one = builder.add('input', 'one', { channels: 4, height: 6, width: 6 });
    builder.add('activation', 'relu', {}, one);
    const two = builder.add('input', 'two', { channels: 4, height: 6, width: 6 });
    builder.add('maxPool2d', 'pool', {}, two);
    const memory = trainingMemory(analyse(builder.build()), { ...DEFAULT_SETTINGS, batch: 1 });
    expect(memory.peak).toBe(2 * 144 * 4 + (144 + 144) * 4);
  });

  it('[A11] frees what a layer keeps twice only once, as for a square', () => {
    const builder = new GraphBuilder();
    const image = builder.add('input', 'image', { channels: 4, height: 6, width: 6 });
    const conv = builder.add('conv2d', 'conv', { filters: 4, kernel: [1, 1], bias: false }, image);
    builder.add('multiply', 'square', {}, conv, conv);
    const settings = { ...DEFAULT_SETTINGS, batch: 1, optimizer: 'sgd' } as const;
    const memory = trainingMemory(analyse(builder.build()), settings);
    expect(memory.peak).toBe(16 * 4 + 144 * 4 + 3 * 144 * 4);
  });

  // 16 features, 4 units with bias (68 parameters), batch norm of 4 (8 parameters, 8 buffers, 1 counter).
  function headOf(settings: Partial<Settings>) {
    const builder = new GraphBuilder();
    const data = builder.add('input', 'data', { form: 'vector', channels: 16 });
    const dense = builder.add('dense', 'dense', { units: 4 }, data);
    builder.add('batchNorm', 'norm', {}, dense);
    const all = { ...DEFAULT_SETTINGS, batch: 10, ...settings };
    return trainingMemory(analyse(builder.build()), all);
  }

  it('[A9] [A11] counts a small head by hand: 76 parameters, 10 samples, Adam, fp32', () => {
    expect(headOf({})).toEqual({
      weights: 76 * 4,
      buffers: 8 * 4 + 8,
      optimizer: 2 * 76 * 4,
      gradients: 76 * 4,
      input: 160 * 4,
      saved: 40 * 4 + 8 * 4,
      savedBy: new Map([['norm', 40 * 4 + 8 * 4]]),
      peak: 304 + 40 + 608 + 640 + (304 + 304),
      moment: { phase: 'optimizer', at: undefined, kept: 0, gradients: 304, passing: 304 },
      // The kernel and the bias of the dense layer, and the scale and shift of the norm, fill a block each.
      reserved: 4 * 512 * 3 + 3 * 512 + 1024 + (4 * 512 + 4 * 512),
      largestConvolution: 0,
    });
  });

  it.each([
    ['fp32', 304, 304, 608],
    ['fp16', 152, 152, 304],
    ['bf16', 152, 152, 304],
    ['mixed', 456, 304, 608],
  ] as const)(
    '[A9] in %s has %i bytes of weights, %i of gradients and %i of slots; statistics stay',
    (precision, weights, gradients, optimizer) => {
      expect(headOf({ precision })).toMatchObject({ weights, gradients, optimizer, buffers: 40 });
    },
  );

  it.each([
    ['sgd', 0],
    ['momentum', 1],
    ['rmsprop', 1],
    ['adam', 2],
    ['adamw', 2],
  ] as const)('[A10] %s keeps %i values for each parameter', (optimizer, slots) => {
    expect(headOf({ optimizer }).optimizer).toBe(slots * 76 * 4);
  });

  it('[A11] piles up the gradients of the weights until the optimizer takes them', () => {
    const builder = new GraphBuilder();
    const data = builder.add('input', 'data', { form: 'vector', channels: 1000 });
    const first = builder.add('dense', 'first', { units: 1000, bias: false }, data);
    builder.add('dense', 'second', { units: 1000, bias: false }, first);
    const settings = { ...DEFAULT_SETTINGS, batch: 1, optimizer: 'sgd' } as const;
    const memory = trainingMemory(analyse(builder.build()), settings);
    expect(memory).toMatchObject({
      weights: 8_000_000,
      gradients: 8_000_000,
      peak: 8_000_000 + 4_000 + (8_000_000 + 4_000),
    });
  });
});
