import { chained, conv, RELU } from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

ruleSuite('uneven-stride', {
  fires: {
    'every strided convolution, in a project whose hardware does without': {
      graph: chained(
        [64, 64, 3],
        'unspecified',
        conv(8, 4, { stride: [4, 4] }),
        RELU,
        conv(8, 3, { stride: [2, 2] }),
        RELU,
        conv(8, 2, { stride: [1, 2] }),
        RELU,
        conv(8),
      ),
      settings: { 'uneven-stride': { thresholds: { longest: 1 } } },
      says: [
        {
          level: 'advice',
          nodes: ['conv2', 'conv1', 'conv3'],
          message:
            '1 strided convolution reads some pixels more often than others: “conv2” (3×3, stride 2: 1, 2 or 4 times). A kernel that is a multiple of the stride, or stride 1 and a pool behind, reads evenly. 2 convolutions step further than 1 pixel at a time: “conv1” by 4 and “conv3” by 2.',
          threshold: 1,
        },
      ],
    },
    'the numbers of the lecture for 3×3 and stride 2': {
      graph: chained([16, 16, 3], 'unspecified', conv(8, 3, { stride: [2, 2] })),
      says: [
        {
          level: 'advice',
          nodes: ['conv1'],
          message:
            '1 strided convolution reads some pixels more often than others: “conv1” (3×3, stride 2: 1, 2 or 4 times). A kernel that is a multiple of the stride, or stride 1 and a pool behind, reads evenly.',
        },
      ],
    },
    'several layers as one finding': {
      graph: chained(
        [64, 64, 3],
        'unspecified',
        conv(8, 7, { stride: [2, 2] }),
        RELU,
        ['depthwiseConv2d', { stride: [2, 2] }],
        RELU,
        conv(8, 5, { stride: [3, 3] }),
      ),
      says: [
        {
          level: 'advice',
          nodes: ['conv1', 'dwconv1', 'conv2'],
          message:
            '3 strided convolutions read some pixels more often than others: “conv1” (7×7, stride 2: 9, 12 or 16 times), “dwconv1” (3×3, stride 2: 1, 2 or 4 times) and “conv2” (5×5, stride 3: 1, 2 or 4 times). A kernel that is a multiple of the stride, or stride 1 and a pool behind, reads evenly.',
        },
      ],
    },
    'one axis alone': {
      graph: chained(
        [16, 16, 3],
        'unspecified',
        ['conv2d', { filters: 8, kernel: [3, 2], stride: [1, 2] }],
        RELU,
        ['conv2d', { filters: 8, kernel: [4, 3], stride: [2, 2] }],
      ),
      says: [
        {
          level: 'advice',
          nodes: ['conv2'],
          message:
            '1 strided convolution reads some pixels more often than others: “conv2” (4×3, stride 2: 2 or 4 times). A kernel that is a multiple of the stride, or stride 1 and a pool behind, reads evenly.',
        },
      ],
    },
  },
  quiet: {
    'stride 1': chained([16, 16, 3], 'unspecified', conv(8)),
    'a kernel that is a multiple of its stride': chained(
      [16, 16, 3],
      'unspecified',
      conv(8, 4, { stride: [2, 2] }),
      RELU,
      conv(8, 4, { stride: [4, 4] }),
    ),
    'a pool': chained([16, 16, 3], 'unspecified', ['maxPool2d', { kernel: [3, 3] }]),
    'a stride longer than the kernel, which another rule judges': chained(
      [16, 16, 3],
      'unspecified',
      conv(8, 1, { stride: [2, 2] }),
    ),
    'a window over the whole map, which takes no step': chained(
      [3, 3, 8],
      'unspecified',
      conv(8, 3, { stride: [2, 2], padding: 'valid' }),
    ),
  },
});
