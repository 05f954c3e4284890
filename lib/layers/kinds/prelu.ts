import { z } from 'zod';
import { must } from '@/lib/invariant';
import { channelCount, type TensorType } from '@/lib/tensor/tensorType';
import { elementwise, failed, INPUT, inferred, trainable } from '../facts';
import { type Call, defineKind, SINGLE } from '../kind';
import { choice, number } from '../params';
import { wrongRank } from '../problems';
import { axisName, perValue, sameShape } from '../working';

/** What shares a slope. */
export const SLOPE_OWNERS = ['channel', 'layer', 'value'] as const;

type SlopeOwner = (typeof SLOPE_OWNERS)[number];

/** Passes positive values on and scales negative ones by learned slopes (He et al., 2015). */
export const prelu = defineKind({
  kind: 'prelu',
  title: 'PReLU',
  short: 'PReLU',
  group: 'Activation',
  summary: 'A ReLU that learns its slope below zero.',
  arity: SINGLE,
  params: z.strictObject({
    slopes: choice(
      'A slope for each',
      SLOPE_OWNERS,
      'channel',
      'One for each channel, one for the whole layer, or one for each value of the sample (Keras).',
    ),
    initial: number('Initial slope', 0.25, [-10, 10], 'Of every slope before the training.'),
  }),
  infer({ slopes }, inputs) {
    const source = must(inputs[0], 'input');
    const shape = slopeShape(slopes, source);
    if (!shape) return failed(wrongRank('PReLU', 'a feature map or a vector', source));
    return inferred(source, {
      weights: [trainable('slope', ...shape)],
      operations: elementwise(source, 2),
      saved: [INPUT],
    });
  },
  working: ({ slopes }, _facts, [source]) => {
    const type = must(source, 'input');
    return {
      outputs: sameShape(type),
      weightAxes: { slope: slopeAxes(slopes, type) },
      operations: perValue(2, type, 'A comparison and a multiplication.'),
    };
  },
  digest: ({ slopes }) => `per ${slopes}`,
  emit: {
    keras: ({ slopes, initial }) => [{ name: 'prelu', args: { slopes, initial } }],
    torch: ({ slopes, initial }, _facts, [source]): readonly Call[] => {
      const type = must(source, 'input');
      const [values = 1, ...more] = slopeShape(slopes, type) ?? [];
      const inPlace = slopes === 'layer' || type.layout === 'chw' || type.layout === 'flat';
      return more.length === 0 && inPlace
        ? [{ name: 'nn.PReLU', args: { num_parameters: values, init: initial } }]
        : [{ name: 'PReLU', args: { shape: [values, ...more], init: initial } }];
    },
  },
});

/** Sizes of the slopes; undefined where there are no channels to give one to. */
function slopeShape(slopes: SlopeOwner, source: TensorType): readonly number[] | undefined {
  if (slopes === 'layer') return [1];
  if (slopes === 'value') return source.shape;
  const channels = channelCount(source);
  return channels === undefined ? undefined : [channels];
}

function slopeAxes(slopes: SlopeOwner, source: TensorType): readonly string[] {
  if (slopes === 'layer') return ['slopes'];
  if (slopes === 'channel') return ['channels'];
  return source.shape.map((_size, axis) => axisName(source, axis));
}
