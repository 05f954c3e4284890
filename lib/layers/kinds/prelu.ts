import { z } from 'zod';
import { must } from '@/lib/invariant';
import { channelCount } from '@/lib/tensor/tensorType';
import { elementwise, failed, INPUT, inferred, trainable } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { number, toggle } from '../params';
import { wrongRank } from '../problems';
import { perValue, sameShape } from '../working';

/** A leaky ReLU whose slope below zero is learned, one for each channel or one for all. */
export const prelu = defineKind({
  kind: 'prelu',
  title: 'PReLU',
  short: 'PReLU',
  group: 'Activation',
  summary: 'Keeps positive values and multiplies negative ones by a learned slope.',
  arity: SINGLE,
  params: z.strictObject({
    shared: toggle('One slope', false, 'All channels share one slope; off: each has its own.'),
    initial: number('Initial slope', 0.25, [-10, 10], 'Every slope before the training.'),
  }),
  infer({ shared }, inputs) {
    const source = must(inputs[0], 'input');
    const slopes = shared ? 1 : channelCount(source);
    if (slopes === undefined)
      return failed(wrongRank('PReLU', 'a feature map or a vector', source));
    return inferred(source, {
      weights: [trainable('slope', slopes)],
      operations: elementwise(source, 2),
      saved: [INPUT],
    });
  },
  working: ({ shared }, _facts, [source]) => {
    const type = must(source, 'input');
    return {
      outputs: sameShape(type),
      weightAxes: { slope: [shared ? 'all channels' : 'channels'] },
      operations: perValue(2, type, 'A comparison and a multiplication.'),
    };
  },
  digest: ({ shared }) => (shared ? 'one slope' : ''),
  emit: {
    keras: (params) => [{ name: 'prelu', args: params }],
    torch: ({ shared, initial }, _facts, [source]) => [
      {
        name: 'nn.PReLU',
        args: { num_parameters: shared ? 1 : source && channelCount(source), init: initial },
      },
    ],
  },
});
