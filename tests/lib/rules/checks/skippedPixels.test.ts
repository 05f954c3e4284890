import { imageNetwork } from '@/lib/templates/imageNetwork';
import { addSteps, chained, conv, NORM, RELU, type Step } from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

const MEAN_POOL: Step = [
  'avgPool2d',
  { kernel: [2, 2], stride: [2, 2], ceilMode: true, countPadding: false },
];

function block(shortcut: readonly Step[]) {
  return imageNetwork([16, 16, 8], 'unspecified', (net, image) => {
    const stem = addSteps(net, image, RELU);
    const main = addSteps(net, stem, conv(16, 3, { stride: [2, 2], bias: false }), NORM);
    const side = addSteps(net, stem, ...shortcut);
    return net.add('add', 'add', {}, main, side);
  });
}

ruleSuite('skipped-pixels', {
  fires: {
    'a 1×1 of stride 2 on the only way': {
      graph: chained([16, 16, 8], 'unspecified', conv(16, 1, { stride: [2, 2] })),
      says: [
        {
          level: 'warning',
          node: 'conv1',
          nodes: ['conv1'],
          message:
            '“conv1” never looks at 75 % of the positions of its map: it steps by 2×2 with a kernel of 1×1.',
          fix: 'Let an average pool do the steps of “conv1”',
        },
      ],
      mended: chained([16, 16, 8], 'unspecified', MEAN_POOL, conv(16, 1)),
    },
    'the shortcut of a residual block, as advice': {
      graph: block([conv(16, 1, { stride: [2, 2], bias: false }), NORM]),
      says: [
        {
          level: 'advice',
          nodes: ['conv2'],
          message:
            'The shortcut “conv2” never looks at 75 % of the positions of its map: it steps by 2×2 with a kernel of 1×1.',
          fix: 'Let an average pool do the steps of “conv2”',
        },
      ],
      mended: block([MEAN_POOL, conv(16, 1, { bias: false }), NORM]),
    },
    'a 3×3 of stride 4, for which there is no simple mend': {
      graph: chained([16, 16, 8], 'unspecified', conv(16, 3, { stride: [4, 4] })),
      says: [
        {
          level: 'warning',
          node: 'conv1',
          nodes: ['conv1'],
          message:
            '“conv1” never looks at 44 % of the positions of its map: it steps by 4×4 with a kernel of 3×3.',
        },
      ],
    },
    'a dilation that meets every other pixel only': {
      graph: chained([16, 16, 8], 'unspecified', conv(16, 3, { stride: [2, 2], dilation: [2, 2] })),
      says: [
        {
          level: 'warning',
          node: 'conv1',
          nodes: ['conv1'],
          message:
            '“conv1” never looks at 75 % of the positions of its map: it steps by 2×2 with a kernel of 3×3 and a dilation of 2×2.',
        },
      ],
    },
    'one axis alone': {
      graph: chained([16, 16, 8], 'unspecified', conv(16, 1, { stride: [1, 2] })),
      says: [
        {
          level: 'warning',
          node: 'conv1',
          nodes: ['conv1'],
          message:
            '“conv1” never looks at 50 % of the positions of its map: it steps by 1×2 with a kernel of 1×1.',
          fix: 'Let an average pool do the steps of “conv1”',
        },
      ],
    },
  },
  quiet: {
    'a 1×1 of stride 1': chained([16, 16, 8], 'unspecified', conv(16, 1)),
    'a kernel as long as its stride': chained(
      [16, 16, 8],
      'unspecified',
      conv(16, 2, { stride: [2, 2] }),
    ),
    'a 1×1 of stride 2 on a single position': chained(
      [1, 1, 8],
      'unspecified',
      conv(16, 1, { stride: [2, 2] }),
    ),
  },
});
