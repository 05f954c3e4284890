import { z } from 'zod';
import { must } from '@/lib/invariant';
import { elementwise, inferred, OUTPUT } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { toggle } from '../params';
import { SOFTMAX_OPERATIONS, softmaxWorking } from '../softmaxWorking';
import { torchChannelDim } from '../windowed';

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
    return inferred(type, { operations: elementwise(type, SOFTMAX_OPERATIONS), saved: [OUTPUT] });
  },
  working: (_params, _facts, [source]) => softmaxWorking(must(source, 'input')),
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
