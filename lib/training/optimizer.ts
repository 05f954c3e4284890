import type { TrainingOptimizerName } from './settings';
import type { TensorFlow, TrainingOptimizer } from './tensorflow';

const MOMENTUM = 0.9;

/** An optimizer with the usual constants: momentum 0.9, Adam's and RMSprop's decay as TensorFlow.js has them. */
export function makeOptimizer(
  tf: TensorFlow,
  name: TrainingOptimizerName,
  learningRate: number,
): TrainingOptimizer {
  switch (name) {
    case 'sgd':
      return tf.train.sgd(learningRate);
    case 'momentum':
      return tf.train.momentum(learningRate, MOMENTUM);
    case 'adam':
      return tf.train.adam(learningRate);
    case 'rmsprop':
      return tf.train.rmsprop(learningRate);
  }
}
