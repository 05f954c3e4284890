import { z } from 'zod';
import { must } from '@/lib/invariant';
import { channelAxis, channelCount } from '@/lib/tensor/tensorType';
import { elementwise, failed, inferred, OUTPUT } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { count } from '../params';
import { wrongRank } from '../problems';
import { SOFTMAX_OPERATIONS, softmaxWorking } from '../softmaxWorking';

/**
 * The softmax of split attention (ResNeSt): channels come as group, split, channel, each channel
 * competes with itself in the other splits, and they leave as split, group, channel.
 */
export const radixSoftmax = defineKind({
  kind: 'radixSoftmax',
  title: 'Radix softmax',
  short: 'rSoftmax',
  group: 'Activation',
  summary: 'Lets the same channel of several splits compete: the gate of split attention.',
  arity: SINGLE,
  params: z.strictObject({
    radix: count('Splits', 2, 'So many values compete with one another.'),
    groups: count('Groups', 1, 'Each group brings its own splits.'),
  }),
  infer({ radix, groups }, inputs) {
    const source = must(inputs[0], 'input');
    const channels = channelCount(source);
    if (channels === undefined || channelAxis(source) !== 0)
      return failed(wrongRank('Radix softmax', 'a feature map or a vector', source));
    if (channels % (radix * groups) !== 0) {
      return failed({
        code: 'not-divisible',
        message: `${groups} groups of ${radix} splits do not divide ${channels} channels evenly.`,
        param: 'radix',
      });
    }
    return inferred(source, {
      operations: elementwise(source, SOFTMAX_OPERATIONS),
      saved: [OUTPUT],
    });
  },
  working: (_params, _facts, [source]) => softmaxWorking(must(source, 'input')),
  digest: ({ radix, groups }) => `${radix} splits${groups > 1 ? ` g${groups}` : ''}`,
  emit: {
    keras: (params) => [{ name: 'radixSoftmax', args: params }],
    torch: ({ radix, groups }) => [{ name: 'RadixSoftmax', args: { radix, cardinality: groups } }],
  },
});
