import { makeBatch } from './batch';
import type { BuiltModel } from './buildModel';
import type { Dataset } from './datasets/dataset';
import type { Scaling } from './datasets/scaling';
import type { ClassScore } from './event';
import type { HeadReadings } from './gradientStep';
import { crossEntropy } from './loss';
import { nextTask } from './nextTask';
import type { Scalar, Tensor, TensorFlow } from './tensorflow';

/** How well a model does on the validation images, as it stands. */
export interface Evaluation {
  /** Mean cross-entropy in nats. */
  readonly loss: number;
  /** Share of the images that are right. */
  readonly accuracy: number;
  readonly classes: readonly ClassScore[];
}

const BATCH = 100;

/** Judges the model on all validation images; undefined when `signal` stopped it on the way. */
export async function evaluate(
  tf: TensorFlow,
  { model }: BuiltModel,
  readings: HeadReadings,
  data: Dataset,
  scaling: Scaling,
  signal: AbortSignal,
): Promise<Evaluation | undefined> {
  const { info, validation } = data;
  const right = new Array<number>(info.classes.length).fill(0);
  const count = new Array<number>(info.classes.length).fill(0);
  let loss = 0;
  for (let from = 0; from < validation.count; from += BATCH) {
    await nextTask();
    if (signal.aborted) return undefined;
    const places = placesFrom(from, Math.min(BATCH, validation.count - from));
    const batch = makeBatch(tf, info, validation, scaling, places);
    const [mean, guesses] = tf.tidy((): [Scalar, Tensor] => {
      const answers = [model.apply(batch.images, { training: false }) as Tensor | Tensor[]].flat();
      const [head] = answers as [Tensor];
      return [
        crossEntropy(tf, readings[0], head, batch.labels),
        tf.argMax(tf.reshape(head, batch.labels.shape), 1),
      ];
    });
    const [[value = Number.NaN], guessed] = await Promise.all([mean.data(), guesses.data()]);
    tf.dispose([mean, guesses]);
    batch.dispose();
    loss += value * places.length;
    for (const [index, place] of places.entries()) {
      const label = validation.labels[place] ?? 0;
      count[label] = (count[label] ?? 0) + 1;
      if (guessed[index] === label) right[label] = (right[label] ?? 0) + 1;
    }
  }
  const total = Math.max(1, validation.count);
  return {
    loss: loss / total,
    accuracy: right.reduce((sum, each) => sum + each, 0) / total,
    classes: info.classes.map((name, label) => ({
      name,
      correct: right[label] ?? 0,
      count: count[label] ?? 0,
    })),
  };
}

function placesFrom(from: number, count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, index) => from + index);
}
