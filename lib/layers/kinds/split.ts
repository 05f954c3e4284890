import { z } from 'zod';
import { must } from '@/lib/invariant';
import { channelAxis, channelCount, withChannels } from '@/lib/tensor/tensorType';
import { listDigest } from '../digest';
import { failed } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { integers } from '../params';
import { badParameter, wrongRank } from '../problems';
import { torchChannelDim } from '../windowed';
import { asInput, stated } from '../working';

/** Deals the channels out over several outputs. Views: no storage of their own. */
export const split = defineKind({
  kind: 'split',
  title: 'Split',
  short: 'Split',
  group: 'Shape',
  summary: 'Deals the channels out over several outputs.',
  arity: SINGLE,
  params: z.strictObject({
    sizes: integers('Sizes', [32, 32], 'Channels of each output; together all of the input’s.'),
  }),
  ports: ({ sizes }) => sizes.map((size, port) => `${port + 1}: ${size} channels`),
  infer({ sizes }, inputs) {
    const source = must(inputs[0], 'input');
    const channels = channelCount(source);
    if (channels === undefined)
      return failed(wrongRank('Split', 'a feature map or a vector', source));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    if (total !== channels || sizes.some((size) => size < 1)) {
      return failed(
        badParameter(
          'sizes',
          `The sizes ${sizes.join(' + ')} do not add up to the ${channels} channels of the input.`,
        ),
      );
    }
    return {
      ok: true,
      facts: {
        outputs: sizes.map((size) => withChannels(source, size)),
        reach: { type: 'pointwise' },
        weights: [],
        macs: 0,
        operations: 0,
        saved: [],
        viewing: 'always',
      },
    };
  },
  working: ({ sizes }, _facts, [source]) => {
    const type = must(source, 'input');
    const channels = channelAxis(type);
    return {
      outputs: sizes.map((size, port) =>
        type.shape.map((_size, axis) =>
          axis === channels ? stated(`size ${port + 1}`, size) : asInput(type, axis),
        ),
      ),
    };
  },
  digest: ({ sizes }) => listDigest(sizes, ' + '),
  emit: {
    keras: ({ sizes }) => [{ name: 'split', args: { sizes } }],
    torch: ({ sizes }, _facts, [source]) => [
      {
        name: 'torch.split',
        args: { split_size_or_sections: sizes, dim: source && torchChannelDim(source) },
      },
    ],
  },
});
