import { z } from 'zod';
import { must } from '@/lib/invariant';
import { channelCount, elementCount } from '@/lib/tensor/tensorType';
import { elementwise, inferred } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { number, toggle } from '../params';
import { perValue, sameShape } from '../working';

/** Zeroes values at random in training, nothing at inference. On a GPU the mask is one byte a value. */
export const dropout = defineKind({
  kind: 'dropout',
  title: 'Dropout',
  short: 'Drop',
  group: 'Normalisation',
  summary: 'Zeroes values at random while training.',
  arity: SINGLE,
  params: z.strictObject({
    rate: number('Rate', 0.5, [0, 0.999], 'Share of the values that is dropped.'),
    channels: toggle('Whole channels', false, 'Drops whole maps instead of single values.'),
  }),
  infer({ channels }, inputs) {
    const source = must(inputs[0], 'input');
    const elements = channels
      ? (channelCount(source) ?? elementCount(source))
      : elementCount(source);
    return inferred(source, {
      operations: elementwise(source, 1),
      saved: [{ of: 'own', what: 'mask', elements, perSample: true, dtype: 'bool' }],
      viewing: 'inference',
    });
  },
  working: (_params, _facts, [source]) => {
    const type = must(source, 'input');
    return {
      outputs: sameShape(type),
      operations: perValue(1, type, 'In training; at inference nothing is left of it.'),
    };
  },
  digest: ({ rate }) => `${rate}`,
  emit: {
    keras: ({ rate, channels }) => [
      { name: channels ? 'spatialDropout2d' : 'dropout', args: { rate } },
    ],
    torch: ({ rate, channels }) => [
      { name: channels ? 'nn.Dropout2d' : 'nn.Dropout', args: { p: rate } },
    ],
  },
});
