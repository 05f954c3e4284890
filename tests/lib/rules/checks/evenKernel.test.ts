import { evenEdges } from '@/lib/layers/params';
import { imageNetwork } from '@/lib/templates/imageNetwork';
import { addSteps, chained, conv, POOL, RELU } from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

ruleSuite('even-kernel', {
  fires: {
    '4×4 that keeps the size': {
      graph: chained([16, 16, 3], 'unspecified', conv(8, 4)),
      says: [
        {
          level: 'warning',
          node: 'conv1',
          nodes: ['conv1'],
          message:
            '“conv1” has a kernel of 4×4, which has no middle pixel: what it finds is drawn half a pixel off.',
          fix: 'Make the kernel of “conv1” 3×3',
        },
      ],
      mended: chained([16, 16, 3], 'unspecified', conv(8, 3)),
    },
    '4×4 with lopsided padding, which becomes even': {
      graph: chained([16, 16, 3], 'unspecified', [
        'conv2d',
        { filters: 8, kernel: [4, 4], padding: { top: 1, bottom: 2, left: 1, right: 2 } },
      ]),
      says: [
        {
          level: 'warning',
          node: 'conv1',
          nodes: ['conv1'],
          message:
            '“conv1” has a kernel of 4×4, which has no middle pixel: what it finds is drawn half a pixel off.',
          fix: 'Make the kernel of “conv1” 3×3',
        },
      ],
      mended: chained([16, 16, 3], 'unspecified', conv(8, 3, { padding: evenEdges(1) })),
    },
    '2×2 without padding, which becomes a 3×3 that lets the map grow': {
      graph: chained([16, 16, 3], 'unspecified', conv(8, 2, { padding: 'valid' })),
      says: [
        {
          level: 'warning',
          node: 'conv1',
          nodes: ['conv1'],
          message:
            '“conv1” has a kernel of 2×2, which has no middle pixel: what it finds is drawn half a pixel off.',
          fix: 'Make the kernel of “conv1” 3×3',
        },
      ],
      mended: chained([16, 16, 3], 'unspecified', conv(8, 3, { padding: evenEdges(1) })),
    },
    'one even side of two, in a depthwise convolution': {
      graph: chained([16, 16, 3], 'unspecified', ['depthwiseConv2d', { kernel: [3, 6] }]),
      says: [
        {
          level: 'warning',
          node: 'dwconv1',
          nodes: ['dwconv1'],
          message:
            '“dwconv1” has a kernel of 3×6, which has no middle pixel: what it finds is drawn half a pixel off.',
          fix: 'Make the kernel of “dwconv1” 3×5',
        },
      ],
      mended: chained([16, 16, 3], 'unspecified', ['depthwiseConv2d', { kernel: [3, 5] }]),
    },
    'a map that must not grow because it is added to another, and offers nothing': {
      graph: imageNetwork([16, 16, 8], 'unspecified', (net, image) => {
        const one = addSteps(net, image, conv(8, 4, { padding: 'valid' }));
        const other = addSteps(net, image, conv(8, 4, { padding: 'valid' }));
        return net.add('add', 'add', {}, one, other);
      }),
      says: [
        {
          level: 'warning',
          node: 'conv1',
          nodes: ['conv1'],
          message:
            '“conv1” has a kernel of 4×4, which has no middle pixel: what it finds is drawn half a pixel off.',
        },
        {
          level: 'warning',
          node: 'conv2',
          nodes: ['conv2'],
          message:
            '“conv2” has a kernel of 4×4, which has no middle pixel: what it finds is drawn half a pixel off.',
        },
      ],
    },
  },
  quiet: {
    'odd kernels': chained([16, 16, 3], 'unspecified', conv(8, 1), conv(8, 3), conv(8, 7)),
    '4×4 that steps by 4, as ConvNeXt begins': chained(
      [16, 16, 3],
      'unspecified',
      conv(8, 4, { stride: [4, 4] }),
    ),
    '4×4 over all of a 4×4 map, as a discriminator ends': chained(
      [4, 4, 8],
      'logits',
      conv(1, 4, { padding: 'valid' }),
    ),
    'a 2×2 pool': chained([16, 16, 3], 'unspecified', conv(8), RELU, POOL),
    'a transposed convolution of 4×4': chained([16, 16, 3], 'unspecified', ['convTranspose2d']),
  },
});
