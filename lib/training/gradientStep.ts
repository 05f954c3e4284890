import type { Batch } from './batch';
import type { BuiltModel } from './buildModel';
import { crossEntropy, type LossInput } from './loss';
import type { NamedTensorMap, Scalar, Tensor, TensorFlow, Variable } from './tensorflow';

/** Share of a side head in the loss (Szegedy et al., Going Deeper with Convolutions, 2014). */
const SIDE_HEAD_WEIGHT = 0.3;

/** What each head of a model gives the loss to read, the judged head first. */
export type HeadReadings = readonly [LossInput, ...LossInput[]];

/** What one look at a batch tells; to be disposed. */
export interface Look {
  /** Mean cross-entropy of the judged head, and images that it got right. */
  readonly score: Tensor;
  readonly weights: readonly Variable[];
  /**
   * Gradient of the loss of all heads, by the name of the weight; weights that the loss does not
   * depend on are missing.
   */
  readonly gradients: NamedTensorMap;
  dispose(): void;
}

/** Runs a batch forward and back. Normalisation and dropout behave as in training. */
export function lookAt(
  tf: TensorFlow,
  { model }: BuiltModel,
  readings: HeadReadings,
  { images, labels }: Batch,
): Look {
  const weights = model.trainableWeights.map((weight) => weight.read() as Variable);
  const kept: Tensor[] = [];
  const { value, grads } = tf.variableGrads(() => {
    const answers = [model.apply(images, { training: true }) as Tensor | Tensor[]].flat();
    const losses = answers.map((each, index) =>
      crossEntropy(tf, readings[index] ?? 'logits', each, labels),
    );
    const [main, ...side] = losses as [Scalar, ...Scalar[]];
    const right = countRight(tf, answers[0] as Tensor, labels);
    kept.push(tf.keep(tf.stack([main, right])));
    return side.reduce<Scalar>((sum, each) => tf.add(sum, tf.mul(each, SIDE_HEAD_WEIGHT)), main);
  }, weights);
  value.dispose();
  const [score] = kept as [Tensor];
  return {
    score,
    weights,
    gradients: grads,
    dispose: () => tf.dispose([score, grads]),
  };
}

function countRight(tf: TensorFlow, answers: Tensor, labels: Tensor): Scalar {
  const guesses = tf.argMax(tf.reshape(answers, labels.shape), 1);
  return tf.sum(tf.cast(tf.equal(guesses, tf.argMax(labels, 1)), 'float32'));
}
