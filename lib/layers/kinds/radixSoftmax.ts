import { z } from 'zod';
import { must } from '@/lib/invariant';
import { channelAxis, channelCount } from '@/lib/tensor/tensorType';
import { elementwise, failed, inferred, OUTPUT } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { count } from '../params';
import { wrongRank } from '../problems';
import { perValue, sameShape } from '../working';

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
    return inferred(source, { operations: elementwise(source, 5), saved: [OUTPUT] });
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
  digest: ({ radix, groups }) => `${radix} splits${groups > 1 ? ` g${groups}` : ''}`,
  emit: {
    keras: (params) => [{ name: 'radixSoftmax', args: params }],
    torch: ({ radix, groups }) => [{ name: 'RadixSoftmax', args: { radix, cardinality: groups } }],
  },
});
