import { z } from 'zod';
import { must } from '@/lib/invariant';
import { channelCount, elementCount, spatialSize } from '@/lib/tensor/tensorType';
import { elementwise, failed, INPUT, inferred, trainable } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { number } from '../params';
import { wrongRank } from '../problems';
import { perValue, sameShape } from '../working';

const OPERATIONS = 6;

/**
 * Lets the channels of a map compete: each is scaled by its L2 norm over the map against the mean of
 * these norms, and added to what came in (ConvNeXt V2).
 */
export const globalResponseNorm = defineKind({
  kind: 'globalResponseNorm',
  title: 'Global response norm',
  short: 'GRN',
  group: 'Normalisation',
  summary: 'Scales each channel by its share of the response of the whole map.',
  arity: SINGLE,
  params: z.strictObject({
    epsilon: number('Epsilon', 1e-6, [0, 1], 'Added to the mean of the norms.'),
  }),
  infer(_params, inputs) {
    const source = must(inputs[0], 'input');
    const channels = spatialSize(source) && channelCount(source);
    if (channels === undefined)
      return failed(wrongRank('Global response norm', 'a feature map', source));
    return inferred(source, {
      weights: [trainable('gamma', channels), trainable('beta', channels)],
      operations: elementwise(source, OPERATIONS),
      saved: [
        INPUT,
        {
          of: 'own',
          what: 'statistics',
          elements: elementCount(source) + 2 * channels + 1,
          perSample: true,
          dtype: 'float32',
        },
      ],
    });
  },
  working: (_params, _facts, [source]) => {
    const type = must(source, 'input');
    return {
      outputs: sameShape(type),
      weightAxes: { gamma: ['channels'], beta: ['channels'] },
      operations: perValue(
        OPERATIONS,
        type,
        'Squaring and adding up: 2; normalising: 1; scale and shift: 2; adding the input: 1.',
      ),
    };
  },
  digest: () => '',
  emit: {
    keras: ({ epsilon }) => [{ name: 'globalResponseNormalization', args: { epsilon } }],
    torch: ({ epsilon }, _facts, [source]) => [
      {
        name: 'GlobalResponseNorm',
        args: {
          dim: source && channelCount(source),
          eps: epsilon,
          channels_last: source?.layout === 'hwc',
        },
      },
    ],
  },
});
