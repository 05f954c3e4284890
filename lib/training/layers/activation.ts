import { z } from 'zod';
import { must } from '@/lib/invariant';
import { ACTIVATIONS, type ActivationName } from '@/lib/layers/kinds/activation';
import type { Tensor, TensorFlow } from '../tensorflow';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

const argsSchema = z.object({ activation: z.enum(ACTIVATIONS), slope: z.number() });

/** A function of every value, as PyTorch defines it. */
export const activation: LayerBuilder = (tf, args, { name, outputs }) => {
  const call = argsSchema.parse(args);
  const apply = FUNCTIONS[call.activation];
  return functionLayer(tf, {
    name,
    output: innerShape(only(outputs)),
    call: ([batch]) => apply(tf, must(batch, 'input'), call.slope),
  });
};

type Apply = (tf: TensorFlow, values: Tensor, slope: number) => Tensor;

const hardSigmoid: Apply = (tf, x) => tf.div(tf.relu6(tf.add(x, 3)), 6);

const FUNCTIONS: Readonly<Record<ActivationName, Apply>> = {
  relu: (tf, x) => tf.relu(x),
  relu6: (tf, x) => tf.relu6(x),
  leakyRelu: (tf, x, slope) => tf.leakyRelu(x, slope),
  elu: (tf, x, slope) => tf.add(tf.relu(x), tf.mul(tf.expm1(tf.minimum(x, 0)), slope)),
  gelu: (tf, x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)),
  silu: (tf, x) => tf.mul(x, tf.sigmoid(x)),
  mish: (tf, x) => tf.mul(x, tf.tanh(tf.softplus(x))),
  selu: (tf, x) => tf.selu(x),
  softplus: (tf, x) => tf.softplus(x),
  hardSwish: (tf, x, slope) => tf.mul(x, hardSigmoid(tf, x, slope)),
  hardSigmoid,
  hardSigmoidKeras2: (tf, x) => tf.clipByValue(tf.add(tf.mul(x, 0.2), 0.5), 0, 1),
  sigmoid: (tf, x) => tf.sigmoid(x),
  tanh: (tf, x) => tf.tanh(x),
};
