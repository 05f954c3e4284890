import { z } from 'zod';
import { must } from '@/lib/invariant';
import { elementwise, inferred, OUTPUT } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { toggle } from '../params';
import { torchChannelDim } from '../windowed';
import { perValue, sameShape } from '../working';

/** Turns the channels of each position into probabilities, or into their logarithms. */
export const softmax = defineKind({
  kind: 'softmax',
  title: 'Softmax',
  short: 'Softmax',
  group: 'Activation',
  summary: 'Turns the scores of each position into probabilities that add up to one.',
  arity: SINGLE,
  params: z.strictObject({
    logarithm: toggle('Logarithm', false, 'Log-softmax: the logarithms of the probabilities.'),
  }),
  infer: (_params, [source]) => {
    const type = must(source, 'input');
    return inferred(type, { operations: elementwise(type, 5), saved: [OUTPUT] });
  },
  working: (_params, _facts, [source]) => {
    const type = must(source, 'input');
    return {
      outputs: sameShape(type),
      operations: perValue(
        5,
        type,
        'The largest is found and taken away, an exponential, a sum and a division.',
      ),
    };
  },
  digest: ({ logarithm }) => (logarithm ? 'log' : ''),
  emit: {
    keras: ({ logarithm }) => [{ name: logarithm ? 'logSoftmax' : 'softmax', args: {} }],
    torch: ({ logarithm }, _facts, [source]) => [
      {
        name: logarithm ? 'nn.LogSoftmax' : 'nn.Softmax',
        args: { dim: source && torchChannelDim(source) },
      },
    ],
  },
});
