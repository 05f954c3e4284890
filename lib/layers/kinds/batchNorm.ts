import { z } from 'zod';
import { must } from '@/lib/invariant';
import { channelCount } from '@/lib/tensor/tensorType';
import { buffer, elementwise, failed, INPUT, inferred, trainable } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { number, toggle } from '../params';
import { wrongRank } from '../problems';
import { perValue, sameShape } from '../working';

/** Normalises each channel over the batch; four vectors of one value a channel, two of them learned. */
export const batchNorm = defineKind({
  kind: 'batchNorm',
  title: 'Batch norm',
  short: 'BN',
  group: 'Normalisation',
  summary: 'Normalises each channel over the batch, then scales and shifts it.',
  arity: SINGLE,
  params: z.strictObject({
    affine: toggle('Scale and shift', true, 'Learns a scale and a shift for each channel.'),
    epsilon: number('Epsilon', 1e-5, [0, 1], 'Added to the variance.'),
    momentum: number('Momentum', 0.1, [0, 1], 'Weight of the newest batch in the running mean.'),
  }),
  infer({ affine }, inputs) {
    const source = must(inputs[0], 'input');
    const channels = channelCount(source);
    if (channels === undefined)
      return failed(wrongRank('Batch norm', 'a feature map or a vector', source));
    const learned = affine ? [trainable('gamma', channels), trainable('beta', channels)] : [];
    return inferred(source, {
      weights: [
        ...learned,
        buffer('runningMean', [channels]),
        buffer('runningVariance', [channels]),
        buffer('batchesTracked', [], 'int64'),
      ],
      operations: elementwise(source, affine ? 4 : 2),
      saved: [
        INPUT,
        {
          of: 'own',
          what: 'statistics',
          elements: 2 * channels,
          perSample: false,
          dtype: 'float32',
        },
      ],
    });
  },
  working: ({ affine }, _facts, [source]) => {
    const type = must(source, 'input');
    return {
      outputs: sameShape(type),
      weightAxes: {
        gamma: ['channels'],
        beta: ['channels'],
        runningMean: ['channels'],
        runningVariance: ['channels'],
      },
      operations: perValue(
        affine ? 4 : 2,
        type,
        `The mean is taken away and the deviation divided out: 2${affine ? '; scale and shift: 2 more' : ''}. The statistics are known at inference.`,
      ),
    };
  },
  digest: ({ affine }) => (affine ? '' : 'not affine'),
  emit: {
    keras: ({ affine, epsilon, momentum }) => [
      {
        name: 'batchNormalization',
        args: { epsilon, momentum: 1 - momentum, scale: affine, center: affine },
      },
    ],
    torch: ({ affine, epsilon, momentum }, _facts, [source]) => [
      {
        name: source?.layout === 'flat' ? 'nn.BatchNorm1d' : 'nn.BatchNorm2d',
        args: { num_features: source && channelCount(source), eps: epsilon, momentum, affine },
      },
    ],
  },
});
