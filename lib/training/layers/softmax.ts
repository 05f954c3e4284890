import { must } from '@/lib/invariant';
import type { Tensor, TensorFlow } from '../tensorflow';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

/** Scores to probabilities, over the channels of each position. */
export const softmax: LayerBuilder = overChannels((tf, scores) => tf.softmax(scores));

/** Scores to the logarithms of probabilities. */
export const logSoftmax: LayerBuilder = overChannels((tf, scores) => tf.logSoftmax(scores));

/** TensorFlow.js runs both over the last axis. A tensor of no known layout has its channels first, as in PyTorch. */
function overChannels(apply: (tf: TensorFlow, scores: Tensor) => Tensor): LayerBuilder {
  return (tf, _args, { name, inputs, outputs }) => {
    const { layout, shape } = only(inputs);
    const last = shape.length;
    const swapped = [0, last, ...Array.from({ length: Math.max(0, last - 2) }, (_, i) => i + 2), 1];
    return functionLayer(tf, {
      name,
      output: innerShape(only(outputs)),
      call([batch]) {
        const scores = must(batch, 'input');
        if (layout !== 'other' || last < 2) return apply(tf, scores);
        return tf.transpose(apply(tf, tf.transpose(scores, swapped)), swapped);
      },
    });
  };
}
