import { must } from '@/lib/invariant';
import type { Tensor, TensorFlow } from '../tensorflow';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

/** Scores to probabilities, over the channels of each position, which are the last axis here. */
export const softmax: LayerBuilder = overChannels((tf, scores) => tf.softmax(scores));

/** Scores to the logarithms of probabilities. */
export const logSoftmax: LayerBuilder = overChannels((tf, scores) => tf.logSoftmax(scores));

function overChannels(apply: (tf: TensorFlow, scores: Tensor) => Tensor): LayerBuilder {
  return (tf, _args, { name, outputs }) =>
    functionLayer(tf, {
      name,
      output: innerShape(only(outputs)),
      call: ([batch]) => apply(tf, must(batch, 'input')),
    });
}
