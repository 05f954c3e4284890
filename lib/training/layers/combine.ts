import { z } from 'zod';
import { must } from '@/lib/invariant';
import { COMBINATIONS, type Combination } from '@/lib/layers/kinds/combine';
import type { Tensor, TensorFlow } from '../tensorflow';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

const argsSchema = z.object({ operation: z.enum(COMBINATIONS) });

/** The maximum, minimum, average or difference of its inputs; sizes of 1 stretch. */
export const combine: LayerBuilder = (tf, args, { name, outputs }) => {
  const { operation } = argsSchema.parse(args);
  const pair = PAIRS[operation];
  return functionLayer(tf, {
    name,
    output: innerShape(only(outputs)),
    call: ([first, ...rest]) => {
      const joined = rest.reduce((all, each) => pair(tf, all, each), must(first, 'input'));
      return operation === 'average' ? tf.div(joined, rest.length + 1) : joined;
    },
  });
};

type Pair = (tf: TensorFlow, a: Tensor, b: Tensor) => Tensor;

/** By sums and ReLUs: the gradients of TensorFlow.js' own maximum and minimum do not stretch. */
const PAIRS: Readonly<Record<Combination, Pair>> = {
  maximum: (tf, a, b) => tf.add(b, tf.relu(tf.sub(a, b))),
  minimum: (tf, a, b) => tf.sub(a, tf.relu(tf.sub(a, b))),
  average: (tf, a, b) => tf.add(a, b),
  difference: (tf, a, b) => tf.sub(a, b),
};
