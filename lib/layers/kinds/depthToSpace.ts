import { z } from 'zod';
import { named, over, times } from '@/lib/formula';
import { must } from '@/lib/invariant';
import { featureMap } from '@/lib/tensor/tensorType';
import { LONGEST_PATTERN, resampleSpan } from '@/lib/tensor/window';
import { BLOCK_PARAMS } from '../blocks';
import { failed, inferred } from '../facts';
import { defineKind, type Reach, SINGLE } from '../kind';
import { isProblem, type MapSize, requireMap } from '../windowed';

/** Lays channels out as blocks of pixels: upsampling by what was learned (ESPCN). */
export const depthToSpace = defineKind({
  kind: 'depthToSpace',
  title: 'Depth to space',
  short: 'D2S',
  group: 'Shape',
  summary: 'Turns channels into blocks of pixels: a pixel shuffle.',
  arity: SINGLE,
  params: z.strictObject(BLOCK_PARAMS),
  infer({ block }, [source]) {
    const map = requireMap('Depth to space', source);
    if (isProblem(map)) return failed(map);
    const { channels, height, width } = map;
    if (channels % block ** 2 !== 0) {
      return failed({
        code: 'not-divisible',
        message: `Blocks of ${block}×${block} do not divide ${channels} channels evenly.`,
        param: 'block',
      });
    }
    return inferred(featureMap(channels / block ** 2, height * block, width * block), {
      reach: reachOf(map, block),
    });
  },
  working: ({ block }, _facts, [source]) => {
    const [channels = 0, height = 0, width = 0] = must(source, 'input').shape;
    const size = named('block', block);
    return {
      outputs: [
        [
          { formula: over(named('channels', channels), times(size, size)) },
          { formula: times(named('height', height), size) },
          { formula: times(named('width', width), size) },
        ],
      ],
    };
  },
  digest: ({ block }) => `×${block}`,
  emit: {
    keras: (params) => [{ name: 'depthToSpace', args: params }],
    torch: ({ block, order }) => [
      order === 'channels'
        ? { name: 'nn.PixelShuffle', args: { upscale_factor: block } }
        : { name: 'DepthToSpace', args: { block_size: block } },
    ],
  },
});

/** Every pixel of a block reads the same position. */
function reachOf({ height, width }: MapSize, block: number): Reach {
  if (block > LONGEST_PATTERN) return { type: 'unknown' };
  return {
    type: 'span',
    height: resampleSpan(height, height * block, 'nearest'),
    width: resampleSpan(width, width * block, 'nearest'),
  };
}
