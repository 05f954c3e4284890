import { beforeAll, describe, expect, it } from 'vitest';
import { must } from '@/lib/invariant';
import { makeOptimizer } from '@/lib/training/optimizer';
import { TRAINING_OPTIMIZERS, type TrainingOptimizerName } from '@/lib/training/settings';
import type { TensorFlow } from '@/lib/training/tensorflow';
import { tensorFlowOnWasm } from '@/tests/support/tensorflow';

let tf: TensorFlow;
beforeAll(async () => {
  tf = await tensorFlowOnWasm();
});

const RATE = 0.1;
const START = [1, -2, 0.5];
/** The gradient of a bowl that is steeper along some axes. */
const slope = (weights: readonly number[]) => weights.map((weight, axis) => (axis + 1) * weight);

/** Each optimizer written down once more, value by value, after PyTorch's documentation. */
const RULES: Readonly<
  Record<TrainingOptimizerName, () => (gradient: number, axis: number, time: number) => number>
> = {
  sgd: () => (gradient) => RATE * gradient,
  momentum: () => {
    const speed: number[] = [];
    return (gradient, axis) => {
      speed[axis] = 0.9 * (speed[axis] ?? 0) + gradient;
      return RATE * (speed[axis] ?? 0);
    };
  },
  adam: () => {
    const mean: number[] = [];
    const square: number[] = [];
    return (gradient, axis, time) => {
      mean[axis] = 0.9 * (mean[axis] ?? 0) + 0.1 * gradient;
      square[axis] = 0.999 * (square[axis] ?? 0) + 0.001 * gradient ** 2;
      const corrected = (mean[axis] ?? 0) / (1 - 0.9 ** time);
      return (RATE * corrected) / (Math.sqrt((square[axis] ?? 0) / (1 - 0.999 ** time)) + 1e-7);
    };
  },
  rmsprop: () => {
    const square: number[] = [];
    return (gradient, axis) => {
      square[axis] = 0.99 * (square[axis] ?? 0) + 0.01 * gradient ** 2;
      return (RATE * gradient) / (Math.sqrt(square[axis] ?? 0) + 1e-7);
    };
  },
};

describe.each(TRAINING_OPTIMIZERS)('%s', (name) => {
  it('takes the steps that its definition says, and gives its memory back', () => {
    const before = tf.memory().numTensors;
    const optimizer = makeOptimizer(tf, name, RATE);
    const weight = tf.tidy(() => tf.variable(tf.tensor1d(START)));
    const rule = RULES[name]();
    let expected = [...START];
    for (let time = 1; time <= 6; time++) {
      const gradient = tf.tensor1d(slope(expected));
      optimizer.apply([weight], { [weight.name]: gradient });
      gradient.dispose();
      expected = expected.map(
        (value, axis) => value - rule(must(slope(expected)[axis], 'slope'), axis, time),
      );
      for (const [axis, value] of weight.dataSync().entries())
        expect(value).toBeCloseTo(must(expected[axis], 'weight'), 4);
    }
    optimizer.dispose();
    weight.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaves weights alone that have no gradient', () => {
    const optimizer = makeOptimizer(tf, name, RATE);
    const weight = tf.tidy(() => tf.variable(tf.tensor1d(START)));
    optimizer.apply([weight], {});
    expect([...weight.dataSync()]).toEqual(START);
    optimizer.dispose();
    weight.dispose();
  });
});
