import { z } from 'zod';
import { must } from '@/lib/invariant';
import { channelCount } from '@/lib/tensor/tensorType';
import { buffer, elementwise, failed, INPUT, inferred, trainable } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { choice, number, onlyWith, toggle } from '../params';
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
    omits: onlyWith(
      'affine',
      [true],
      choice(
        'Leaves out',
        ['nothing', 'scale', 'shift'],
        'nothing',
        'Keras can learn one of the two alone: a layer behind may scale anyway.',
      ),
    ),
    epsilon: number('Epsilon', 1e-5, [0, 1], 'Added to the variance.'),
    momentum: number('Momentum', 0.1, [0, 1], 'Weight of the newest batch in the running mean.'),
  }),
  infer({ affine, omits }, inputs) {
    const source = must(inputs[0], 'input');
    const channels = channelCount(source);
    if (channels === undefined)
      return failed(wrongRank('Batch norm', 'a feature map or a vector', source));
    const learned = [
      ...(affine && omits !== 'scale' ? [trainable('gamma', channels)] : []),
      ...(affine && omits !== 'shift' ? [trainable('beta', channels)] : []),
    ];
    return inferred(source, {
      weights: [
        ...learned,
        buffer('runningMean', [channels]),
        buffer('runningVariance', [channels]),
        buffer('batchesTracked', [], 'int64'),
      ],
      operations: elementwise(source, 2 + learned.length),
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
  working: ({ affine, omits }, _facts, [source]) => {
    const type = must(source, 'input');
    const learned = ['scale', 'shift'].filter((each) => affine && omits !== each);
    const more = learned.length > 0 ? `; ${learned.join(' and ')}: ${learned.length} more` : '';
    const axes = { runningMean: ['channels'], runningVariance: ['channels'] };
    const gamma = learned.includes('scale') ? { gamma: ['channels'] } : {};
    const beta = learned.includes('shift') ? { beta: ['channels'] } : {};
    return {
      outputs: sameShape(type),
      weightAxes: { ...gamma, ...beta, ...axes },
      operations: perValue(
        2 + learned.length,
        type,
        `The mean is taken away and the deviation divided out: 2${more}. The statistics are known at inference.`,
      ),
    };
  },
  digest: ({ affine, omits }) =>
    affine ? (omits === 'nothing' ? '' : `no ${omits}`) : 'not affine',
  emit: {
    keras: ({ affine, omits, epsilon, momentum }) => [
      {
        name: 'batchNormalization',
        args: {
          epsilon,
          momentum: 1 - momentum,
          scale: affine && omits !== 'scale',
          center: affine && omits !== 'shift',
        },
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
