import { evenEdges } from '@/lib/layers/params';
import { chained, conv } from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

ruleSuite('kernel-over-map', {
  fires: {
    '3×3 on a single position': {
      graph: chained([1, 1, 16], 'unspecified', conv(8)),
      says: [
        {
          level: 'warning',
          node: 'conv1',
          nodes: ['conv1'],
          message:
            'The window of “conv1” covers 3×3, its map is 1×1: 8 of its 9 weights a channel (89 %) only ever multiply padding.',
          saving: { params: 1024, note: 'Weights that never see the map.' },
          fix: 'Make the kernel of “conv1” 1×1',
        },
      ],
      mended: chained([1, 1, 16], 'unspecified', conv(8, 1)),
    },
    '5×5 on 2×2, whose outer weights meet padding only': {
      graph: chained([2, 2, 16], 'unspecified', conv(8, 5)),
      says: [
        {
          level: 'warning',
          node: 'conv1',
          nodes: ['conv1'],
          message:
            'The window of “conv1” covers 5×5, its map is 2×2: 16 of its 25 weights a channel (64 %) only ever multiply padding.',
          saving: { params: 2048, note: 'Weights that never see the map.' },
          fix: 'Make the kernel of “conv1” 1×1',
        },
      ],
      mended: chained([2, 2, 16], 'unspecified', conv(8, 1)),
    },
    '3×3 on 2×2, all of whose weights are used somewhere': {
      graph: chained([2, 2, 16], 'unspecified', conv(8, 3, { padding: evenEdges(1) })),
      says: [
        {
          level: 'advice',
          node: 'conv1',
          nodes: ['conv1'],
          message:
            'The window of “conv1” covers 3×3, its map is 2×2: it hangs over the edge at every position.',
          fix: 'Make the kernel of “conv1” 1×1',
        },
      ],
      mended: chained([2, 2, 16], 'unspecified', conv(8, 1, { padding: evenEdges(0) })),
    },
    'a dilated 3×3 that spans more than the map': {
      graph: chained([3, 3, 16], 'unspecified', conv(8, 3, { dilation: [4, 4] })),
      says: [
        {
          level: 'warning',
          node: 'conv1',
          nodes: ['conv1'],
          message:
            'The window of “conv1” covers 9×9, its map is 3×3: 8 of its 9 weights a channel (89 %) only ever multiply padding.',
          saving: { params: 1024, note: 'Weights that never see the map.' },
          fix: 'Make the kernel of “conv1” 1×1',
        },
      ],
    },
    'a stride that would skip positions under a smaller kernel, and offers nothing': {
      graph: chained([3, 3, 16], 'unspecified', conv(8, 5, { stride: [4, 4] })),
      says: [
        {
          level: 'warning',
          node: 'conv1',
          nodes: ['conv1'],
          message:
            'The window of “conv1” covers 5×5, its map is 3×3: 16 of its 25 weights a channel (64 %) only ever multiply padding.',
          saving: { params: 2048, note: 'Weights that never see the map.' },
        },
      ],
    },
  },
  quiet: {
    'a kernel as large as the map': chained([3, 3, 16], 'unspecified', conv(8)),
    'a kernel that covers the map without padding': chained(
      [5, 5, 16],
      'unspecified',
      conv(8, 5, { padding: 'valid' }),
    ),
    'a pool that is larger than the map': chained([2, 2, 16], 'unspecified', [
      'avgPool2d',
      { kernel: [3, 3], stride: [1, 1], padding: 'same' },
    ]),
  },
});
