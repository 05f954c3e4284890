import { evenEdges } from '@/lib/layers/params';
import { chained, conv, type Step } from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

const up = (
  params: NonNullable<Extract<Step, readonly ['convTranspose2d', ...unknown[]]>[1]>,
): Step => ['convTranspose2d', { filters: 8, ...params }];

ruleSuite('checkerboard', {
  fires: {
    '3×3 of stride 2 that doubles the size': {
      graph: chained([8, 8, 4], 'unspecified', up({ kernel: [3, 3] })),
      says: [
        {
          level: 'warning',
          node: 'convt1',
          nodes: ['convt1'],
          message:
            '“convt1” paints some pixels 1 and others 4 times: its kernel of 3×3 is no multiple of its stride of 2×2.',
          fix: 'Make the kernel of “convt1” 4×4, a multiple of 2×2',
        },
      ],
      mended: chained([8, 8, 4], 'unspecified', up({ kernel: [4, 4] })),
    },
    '3×3 of stride 2 with output padding, as PyTorch has it': {
      graph: chained(
        [8, 8, 4],
        'unspecified',
        up({ kernel: [3, 3], padding: evenEdges(1), outputPadding: [1, 1] }),
      ),
      says: [
        {
          level: 'warning',
          node: 'convt1',
          nodes: ['convt1'],
          message:
            '“convt1” paints some pixels 1 and others 4 times: its kernel of 3×3 is no multiple of its stride of 2×2.',
          fix: 'Make the kernel of “convt1” 4×4, a multiple of 2×2',
        },
      ],
      mended: chained([8, 8, 4], 'unspecified', up({ kernel: [4, 4], padding: evenEdges(1) })),
    },
    '5×5 of stride 2 without padding, and cuts off what is more': {
      graph: chained([8, 8, 4], 'unspecified', up({ kernel: [5, 5], padding: 'valid' })),
      says: [
        {
          level: 'warning',
          node: 'convt1',
          nodes: ['convt1'],
          message:
            '“convt1” paints some pixels 4 and others 9 times: its kernel of 5×5 is no multiple of its stride of 2×2.',
          fix: 'Make the kernel of “convt1” 6×6, a multiple of 2×2',
        },
      ],
      mended: chained(
        [8, 8, 4],
        'unspecified',
        up({ kernel: [6, 6], padding: { top: 0, bottom: 1, left: 0, right: 1 } }),
      ),
    },
    'a dilated window, for which there is no simple mend': {
      graph: chained([8, 8, 4], 'unspecified', up({ kernel: [3, 3], dilation: [3, 3] })),
      says: [
        {
          level: 'warning',
          node: 'convt1',
          nodes: ['convt1'],
          message:
            '“convt1” paints some pixels 1 and others 4 times: its kernel of 3×3 is no multiple of its stride of 2×2.',
        },
      ],
    },
  },
  quiet: {
    '4×4 of stride 2': chained([8, 8, 4], 'unspecified', up({ kernel: [4, 4] })),
    '2×2 of stride 2, as a U-Net has it': chained([8, 8, 4], 'unspecified', up({ kernel: [2, 2] })),
    'stride 1': chained([8, 8, 4], 'unspecified', up({ kernel: [3, 3], stride: [1, 1] })),
    'upsampling without weights': chained([8, 8, 4], 'unspecified', ['upsample2d'], conv(8)),
  },
});
