import { beforeAll, describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { must } from '@/lib/invariant';
import type { KindName } from '@/lib/layers/catalogue';
import { GraphBuilder, type ParamsInput } from '@/lib/templates/builder';
import { buildModel } from '@/lib/training/buildModel';
import { portsOfDesign } from '@/lib/training/ports';
import { randomOf } from '@/lib/training/random';
import type { Tensor, TensorFlow } from '@/lib/training/tensorflow';
import { tensorFlowOnWasm } from '@/tests/support/tensorflow';

let tf: TensorFlow;
beforeAll(async () => {
  tf = await tensorFlowOnWasm();
});

const CHANNELS = 20;
const SHAPE: [number, number, number, number] = [8, 5, 5, CHANNELS];

/** One layer on maps of 5×5 with 20 channels. */
function layer<K extends KindName>(kind: K, params: ParamsInput<K>, seed = 1) {
  const net = new GraphBuilder();
  const maps = net.add('input', 'maps', { height: 5, width: 5, channels: CHANNELS });
  net.add('output', 'out', {}, net.add(kind, 'layer', params, maps));
  const analysis = analyse(net.build());
  const ports = portsOfDesign(analysis);
  if (!ports.ok) throw new Error(ports.error);
  const built = buildModel(tf, analysis, ports.value, seed);
  const run = (values: Tensor) =>
    tf.tidy(() => [...(built.model.apply(values, { training: true }) as Tensor).dataSync()]);
  return { built, run };
}

describe('dropout in training', () => {
  it('drops its share of the values and makes up for it, other ones at every step', () => {
    const { built, run } = layer('dropout', { rate: 0.3 });
    const ones = tf.ones(SHAPE);
    const [first, second] = [run(ones), run(ones)];
    expect(first.filter((value) => value === 0).length / first.length).toBeCloseTo(0.3, 1);
    for (const value of first)
      expect([0, 1 / 0.7].some((each) => Math.abs(value - each) < 1e-6)).toBe(true);
    expect(second).not.toEqual(first);
    tf.dispose(ones);
    built.dispose();
  });

  it('[T9] drops the same values again for the same seed', () => {
    const ones = tf.ones(SHAPE);
    const masks = [1, 1, 2].map((seed) => {
      const { built, run } = layer('dropout', { rate: 0.5 }, seed);
      const mask = run(ones);
      built.dispose();
      return mask;
    });
    expect(masks[1]).toEqual(masks[0]);
    expect(masks[2]).not.toEqual(masks[0]);
    ones.dispose();
  });

  it('drops whole maps where it is told to', () => {
    const { built, run } = layer('dropout', { rate: 0.5, channels: true });
    const ones = tf.ones(SHAPE);
    const values = run(ones);
    const maps = new Map<string, Set<number>>();
    for (const [place, value] of values.entries()) {
      const key = `${Math.floor(place / (25 * CHANNELS))} ${place % CHANNELS}`;
      maps.set(key, (maps.get(key) ?? new Set()).add(value));
    }
    expect(maps.size).toBe(8 * CHANNELS);
    for (const seen of maps.values()) expect(seen.size).toBe(1);
    expect(new Set(values).size).toBe(2);
    ones.dispose();
    built.dispose();
  });
});

describe('batch norm in training', () => {
  it('normalises by the batch and blends it into its running statistics as PyTorch does', () => {
    const { built, run } = layer('batchNorm', { momentum: 0.1, epsilon: 1e-5 });
    const random = randomOf(2);
    const size = SHAPE.reduce((product, length) => product * length, 1);
    const given = Float32Array.from({ length: size }, () => 3 + 2 * random.normal());
    const values = tf.tensor4d(given, SHAPE);
    const results = run(values);
    values.dispose();
    const ofChannel = (all: ArrayLike<number>) =>
      Array.from(all).filter((_, place) => place % CHANNELS === 7);
    const mean = (all: readonly number[]) =>
      all.reduce((sum, value) => sum + value, 0) / all.length;
    const [before, after] = [ofChannel(given), ofChannel(results)];
    const centre = mean(before);
    const squares = before.reduce((sum, value) => sum + (value - centre) ** 2, 0);
    const spread = Math.sqrt(squares / before.length + 1e-5);
    for (const [index, value] of after.entries())
      expect(value).toBeCloseTo((must(before[index], 'value') - centre) / spread, 4);
    const [layerOf] = must(built.nodes.get('layer'), 'layer').layers;
    const [runningMean, runningVariance] = must(layerOf, 'layer').nonTrainableWeights.map(
      (weight) => weight.read().dataSync(),
    );
    expect(runningMean?.[7]).toBeCloseTo(0.1 * centre, 5);
    expect(runningVariance?.[7]).toBeCloseTo(0.9 + (0.1 * squares) / (before.length - 1), 4);
    built.dispose();
  });
});
