import { z } from 'zod';
import { must } from '@/lib/invariant';
import { channelCount } from '@/lib/tensor/tensorType';
import { elementwise, failed, INPUT, inferred, trainable } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { count, number, toggle } from '../params';
import { notDivisible, wrongRank } from '../problems';
import { perValue, sameShape } from '../working';

/** Normalises groups of channels of each sample; independent of the batch size. */
export const groupNorm = defineKind({
  kind: 'groupNorm',
  title: 'Group norm',
  short: 'GN',
  group: 'Normalisation',
  summary: 'Normalises groups of channels of each sample; works at any batch size.',
  arity: SINGLE,
  params: z.strictObject({
    groups: count('Groups', 32, 'Has to divide the channels. 1 normalises the whole sample.'),
    affine: toggle('Scale and shift', true, 'Learns a scale and a shift for each channel.'),
    epsilon: number('Epsilon', 1e-5, [0, 1], 'Added to the variance.'),
  }),
  infer({ groups, affine }, inputs) {
    const source = must(inputs[0], 'input');
    const channels = channelCount(source);
    if (channels === undefined)
      return failed(wrongRank('Group norm', 'a feature map or a vector', source));
    if (channels % groups !== 0) return failed(notDivisible(groups, channels, 'channels'));
    return inferred(source, {
      weights: affine ? [trainable('gamma', channels), trainable('beta', channels)] : [],
      operations: elementwise(source, affine ? 8 : 6),
      saved: [
        INPUT,
        { of: 'own', what: 'statistics', elements: 2 * groups, perSample: true, dtype: 'float32' },
      ],
    });
  },
  working: ({ affine }, _facts, [source]) => {
    const type = must(source, 'input');
    return {
      outputs: sameShape(type),
      weightAxes: { gamma: ['channels'], beta: ['channels'] },
      operations: perValue(
        affine ? 8 : 6,
        type,
        `Mean and variance of each sample: 4; normalising: 2${affine ? '; scale and shift: 2 more' : ''}.`,
      ),
    };
  },
  digest: ({ groups }) => `${groups} groups`,
  emit: {
    keras: ({ groups, affine, epsilon }) => [
      {
        name: 'groupNormalization',
        args: { groups, epsilon, scale: affine, center: affine },
      },
    ],
    torch: ({ groups, affine, epsilon }, _facts, [source]) => [
      {
        name: 'nn.GroupNorm',
        args: {
          num_groups: groups,
          num_channels: source && channelCount(source),
          eps: epsilon,
          affine,
        },
      },
    ],
  },
});
