import type { TrainingOptimizerName } from './settings';
import type { NamedTensorMap, Tensor, TensorFlow, Variable } from './tensorflow';

/** Moves weights against their gradients; remembers what it needs between steps. To be disposed. */
export interface Optimizer {
  /** Takes one step for all weights that have a gradient. */
  apply(weights: readonly Variable[], gradients: NamedTensorMap): void;
  dispose(): void;
}

/** What an optimizer does to one weight. */
interface Rule {
  /** Tensors of the weight's size that it keeps for each weight. */
  readonly slots: number;
  /** The step for a gradient, to be subtracted from the weight, and the slots after it. `time` counts from 1. */
  step(gradient: Tensor, slots: readonly Tensor[], time: number): readonly [Tensor, ...Tensor[]];
}

const MOMENTUM = 0.9;
const ADAM_DECAY = [0.9, 0.999] as const;
const RMSPROP_DECAY = 0.99;
/** As TensorFlow.js has it; smaller ones get lost on some graphics cards. */
const EPSILON = 1e-7;

/**
 * SGD, SGD with momentum 0.9, Adam (0.9, 0.999) or RMSprop (0.99), as PyTorch defines them. The
 * optimizers of TensorFlow.js hold the intermediate results of all weights at once, four times the
 * memory of everything else in a network with many weights; these go weight by weight.
 */
export function makeOptimizer(
  tf: TensorFlow,
  name: TrainingOptimizerName,
  learningRate: number,
): Optimizer {
  const rule = RULES[name](tf, learningRate);
  const memory = new Map<string, readonly Variable[]>();
  let time = 0;

  function slotsOf(weight: Variable): readonly Variable[] {
    const known = memory.get(weight.name);
    if (known) return known;
    const slots = Array.from({ length: rule.slots }, () =>
      tf.tidy(() => tf.variable(tf.zerosLike(weight), false)),
    );
    memory.set(weight.name, slots);
    return slots;
  }

  return {
    apply(weights, gradients) {
      time += 1;
      for (const weight of weights) {
        const gradient = gradients[weight.name];
        if (!gradient) continue;
        const slots = slotsOf(weight);
        tf.tidy(() => {
          const [move, ...after] = rule.step(gradient, slots, time);
          for (const [index, slot] of slots.entries()) {
            const value = after[index];
            if (value) slot.assign(value);
          }
          weight.assign(tf.sub(weight, move));
        });
      }
    },
    dispose() {
      for (const slots of memory.values()) for (const slot of slots) slot.dispose();
      memory.clear();
    },
  };
}

const RULES: Readonly<
  Record<TrainingOptimizerName, (tf: TensorFlow, learningRate: number) => Rule>
> = {
  sgd: (tf, learningRate) => ({
    slots: 0,
    step: (gradient) => [tf.mul(gradient, learningRate)],
  }),
  momentum: (tf, learningRate) => ({
    slots: 1,
    step(gradient, [speed = gradient]) {
      const faster = tf.add(tf.mul(speed, MOMENTUM), gradient);
      return [tf.mul(faster, learningRate), faster];
    },
  }),
  adam: (tf, learningRate) => ({
    slots: 2,
    step(gradient, [mean = gradient, square = gradient], time) {
      const [first, second] = ADAM_DECAY;
      const nextMean = blend(tf, mean, gradient, first);
      const nextSquare = blend(tf, square, tf.square(gradient), second);
      const deviation = tf.div(tf.sqrt(nextSquare), Math.sqrt(1 - second ** time));
      const rate = learningRate / (1 - first ** time);
      return [tf.mul(tf.div(nextMean, tf.add(deviation, EPSILON)), rate), nextMean, nextSquare];
    },
  }),
  rmsprop: (tf, learningRate) => ({
    slots: 1,
    step(gradient, [square = gradient]) {
      const next = blend(tf, square, tf.square(gradient), RMSPROP_DECAY);
      return [tf.mul(tf.div(gradient, tf.add(tf.sqrt(next), EPSILON)), learningRate), next];
    },
  }),
};

/** A running mean: the old value keeps the share `decay`. */
function blend(tf: TensorFlow, old: Tensor, value: Tensor, decay: number): Tensor {
  return tf.add(tf.mul(old, decay), tf.mul(value, 1 - decay));
}
