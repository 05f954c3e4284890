import { z } from 'zod';
import { featureMap, vector } from '@/lib/tensor/tensorType';
import { inferred } from '../facts';
import { defineKind } from '../kind';
import { choice, count, onlyWith } from '../params';
import { axisName, stated } from '../working';

/** Where data enters: the size of one sample. */
export const input = defineKind({
  kind: 'input',
  title: 'Input',
  short: 'In',
  group: 'Ports',
  summary: 'Where data enters the network: the size of one sample.',
  arity: { min: 0, max: 0 },
  params: z.strictObject({
    form: choice('Form', ['map', 'vector'], 'map', 'An image or feature map, or a flat vector.'),
    channels: count('Channels', 3, 'Channels of the map, or length of the vector.'),
    height: onlyWith('form', ['map'], count('Height', 224)),
    width: onlyWith('form', ['map'], count('Width', 224)),
  }),
  infer: ({ form, channels, height, width }) =>
    inferred(form === 'map' ? featureMap(channels, height, width) : vector(channels)),
  working: (_params, { outputs }) => ({
    outputs: outputs.flatMap((type) =>
      type
        ? [type.shape.map((size, axis) => stated(`${axisName(type, axis)} of a sample`, size))]
        : [],
    ),
  }),
  digest: ({ form, channels, height, width }) =>
    form === 'map' ? `${height}×${width}×${channels}` : `${channels} features`,
  emit: {
    keras: ({ form, channels, height, width }) => [
      {
        name: 'inputLayer',
        args: { shape: form === 'map' ? [height, width, channels] : [channels] },
      },
    ],
    torch: () => [],
  },
});
