import { z } from 'zod';
import { named, over, times } from '@/lib/formula';
import { must } from '@/lib/invariant';
import { featureMap } from '@/lib/tensor/tensorType';
import { BLOCK_PARAMS } from '../blocks';
import { failed, inferred } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { isProblem, requireMap, windowReach } from '../windowed';

/** Lays the pixels of each block out as channels: nothing is lost, and nothing computed. */
export const spaceToDepth = defineKind({
  kind: 'spaceToDepth',
  title: 'Space to depth',
  short: 'S2D',
  group: 'Shape',
  summary: 'Turns blocks of pixels into channels: a pixel unshuffle.',
  arity: SINGLE,
  params: z.strictObject(BLOCK_PARAMS),
  infer({ block }, [source]) {
    const map = requireMap('Space to depth', source);
    if (isProblem(map)) return failed(map);
    const { channels, height, width } = map;
    if (height % block !== 0 || width % block !== 0) {
      return failed({
        code: 'not-divisible',
        message: `Blocks of ${block}×${block} do not divide a map of ${height}×${width} evenly.`,
        param: 'block',
      });
    }
    const window = { kernel: block, stride: block, dilation: 1, padLow: 0, padHigh: 0 };
    return inferred(featureMap(channels * block ** 2, height / block, width / block), {
      reach: windowReach({ height: window, width: window }),
    });
  },
  working: ({ block }, _facts, [source]) => {
    const [channels = 0, height = 0, width = 0] = must(source, 'input').shape;
    const size = named('block', block);
    return {
      outputs: [
        [
          { formula: times(named('channels', channels), size, size) },
          { formula: over(named('height', height), size) },
          { formula: over(named('width', width), size) },
        ],
      ],
    };
  },
  digest: ({ block }) => `/${block}`,
  emit: {
    keras: (params) => [{ name: 'spaceToDepth', args: params }],
    torch: ({ block, order }) => [
      order === 'channels'
        ? { name: 'nn.PixelUnshuffle', args: { downscale_factor: block } }
        : { name: 'SpaceToDepth', args: { block_size: block } },
    ],
  },
});
