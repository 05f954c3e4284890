import { z } from 'zod';
import { must } from '@/lib/invariant';
import { channelCount, elementCount } from '@/lib/tensor/tensorType';
import { elementwise, failed, INPUT, inferred, trainable } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { choice, number, toggle } from '../params';
import { wrongRank } from '../problems';
import { axisName, perValue, sameShape } from '../working';

/** Normalises each sample on its own, over the channels of a position or over everything. */
export const layerNorm = defineKind({
  kind: 'layerNorm',
  title: 'Layer norm',
  short: 'LN',
  group: 'Normalisation',
  summary: 'Normalises each sample on its own, then scales and shifts it.',
  arity: SINGLE,
  params: z.strictObject({
    over: choice(
      'Over',
      ['channels', 'all'],
      'channels',
      'The channels of each position (ConvNeXt), or all values of the sample.',
    ),
    affine: toggle('Scale and shift', true, 'Learns a scale and a shift.'),
    epsilon: number('Epsilon', 1e-5, [0, 1], 'Added to the variance.'),
  }),
  infer({ over, affine }, inputs) {
    const source = must(inputs[0], 'input');
    const channels = channelCount(source);
    if (channels === undefined)
      return failed(wrongRank('Layer norm', 'a feature map or a vector', source));
    const shape = over === 'channels' ? [channels] : source.shape;
    const groups = over === 'channels' ? elementCount(source) / channels : 1;
    return inferred(source, {
      weights: affine ? [trainable('gamma', ...shape), trainable('beta', ...shape)] : [],
      operations: elementwise(source, affine ? 8 : 6),
      saved: [
        INPUT,
        { of: 'own', what: 'statistics', elements: 2 * groups, perSample: true, dtype: 'float32' },
      ],
    });
  },
  working: ({ affine, over }, _facts, [source]) => {
    const type = must(source, 'input');
    const axes =
      over === 'channels' ? ['channels'] : type.shape.map((_size, axis) => axisName(type, axis));
    return {
      outputs: sameShape(type),
      weightAxes: { gamma: axes, beta: axes },
      operations: perValue(
        affine ? 8 : 6,
        type,
        `Mean and variance of each sample: 4; normalising: 2${affine ? '; scale and shift: 2 more' : ''}.`,
      ),
    };
  },
  digest: ({ over }) => `over ${over}`,
  emit: {
    keras: ({ over, affine, epsilon }, _facts, [source]) => [
      {
        name: 'layerNormalization',
        args: {
          axis: over === 'channels' ? -1 : source?.shape.map((_size, axis) => axis + 1),
          epsilon,
          scale: affine,
          center: affine,
        },
      },
    ],
    torch: ({ over, affine, epsilon }, _facts, [source]) => [
      {
        name: over === 'channels' && source?.layout === 'chw' ? 'LayerNorm2d' : 'nn.LayerNorm',
        args: {
          normalized_shape: over === 'channels' ? source && channelCount(source) : source?.shape,
          eps: epsilon,
          elementwise_affine: affine,
        },
      },
    ],
  },
});
