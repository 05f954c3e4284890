import { z } from 'zod';
import { must } from '@/lib/invariant';
import { channelCount } from '@/lib/tensor/tensorType';
import { elementwise, failed, INPUT, inferred, trainable } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { number, toggle } from '../params';
import { badParameter, wrongRank } from '../problems';
import { perValue, sameShape } from '../working';

/** Scales and shifts each channel by learned constants, without normalising: ConvNeXt's layer scale. */
export const affine = defineKind({
  kind: 'affine',
  title: 'Affine',
  short: 'Affine',
  group: 'Normalisation',
  summary: 'Scales each channel by a learned constant, and shifts it by another one if told to.',
  arity: SINGLE,
  params: z.strictObject({
    scale: toggle('Scale', true, 'Learns a factor for each channel.'),
    shift: toggle('Shift', false, 'Learns an offset for each channel.'),
    initial: number(
      'Initial scale',
      1,
      [0, 1000],
      'Every factor before the training. A small one lets a residual branch begin as almost nothing.',
    ),
  }),
  infer({ scale, shift }, inputs) {
    const source = must(inputs[0], 'input');
    const channels = channelCount(source);
    if (channels === undefined)
      return failed(wrongRank('Affine', 'a feature map or a vector', source));
    if (!scale && !shift)
      return failed(badParameter('scale', 'Affine has to scale, to shift, or to do both.'));
    return inferred(source, {
      weights: [
        ...(scale ? [trainable('gamma', channels)] : []),
        ...(shift ? [trainable('beta', channels)] : []),
      ],
      operations: elementwise(source, Number(scale) + Number(shift)),
      saved: scale ? [INPUT] : [],
    });
  },
  working: ({ scale, shift }, _facts, [source]) => {
    const type = must(source, 'input');
    return {
      outputs: sameShape(type),
      weightAxes: { gamma: ['channels'], beta: ['channels'] },
      operations: perValue(
        Number(scale) + Number(shift),
        type,
        scale && shift
          ? 'A multiplication and an addition.'
          : scale
            ? 'A multiplication.'
            : 'An addition.',
      ),
    };
  },
  digest: ({ scale, shift }) => [scale && 'scale', shift && 'shift'].filter(Boolean).join(' + '),
  emit: {
    keras: ({ scale, shift, initial }) => [
      { name: 'channelAffine', args: { scale, shift, initial } },
    ],
    torch: ({ scale, shift, initial }, _facts, [source]) => {
      const channels = source && channelCount(source);
      const shape = source?.layout === 'chw' ? [channels, 1, 1] : [channels];
      return [{ name: 'Affine', args: { shape, scale, shift, initial } }];
    },
  },
});
