import { imageNetwork } from '@/lib/templates/imageNetwork';
import { addSteps, chained, conv, NORM, POOL, RELU } from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

ruleSuite('narrow-bottleneck', {
  fires: {
    'a squeeze that little passes through': {
      graph: chained([32, 32, 3], 'unspecified', conv(512), RELU, POOL, conv(8, 1), RELU, conv(64)),
      says: [
        {
          level: 'advice',
          node: 'conv2',
          nodes: ['conv2'],
          message:
            'All that 512 channels hold has to pass through the 8 channels of “conv2”, 64 times fewer.',
          threshold: 16,
          fix: 'Give “conv2” 32 filters',
        },
      ],
      mended: chained(
        [32, 32, 3],
        'unspecified',
        conv(512),
        RELU,
        POOL,
        conv(32, 1),
        RELU,
        conv(64),
      ),
    },
    'a single channel, with a norm and an activation before': {
      graph: chained([32, 32, 3], 'unspecified', conv(64), NORM, RELU, conv(1, 1), RELU, conv(64)),
      says: [
        {
          level: 'advice',
          node: 'conv2',
          nodes: ['conv2'],
          message:
            'All that 64 channels hold has to pass through the 1 channel of “conv2”, 64 times fewer.',
          threshold: 16,
          fix: 'Give “conv2” 8 filters',
        },
      ],
    },
    'a gentler squeeze, when a project wants it gentler still': {
      graph: chained([32, 32, 3], 'unspecified', conv(512), RELU, conv(64, 1), RELU, conv(64)),
      settings: { 'narrow-bottleneck': { thresholds: { factor: 4 } } },
      says: [
        {
          level: 'advice',
          node: 'conv2',
          nodes: ['conv2'],
          message:
            'All that 512 channels hold has to pass through the 64 channels of “conv2”, 8 times fewer.',
          threshold: 4,
          fix: 'Give “conv2” 128 filters',
        },
      ],
    },
  },
  quiet: {
    'the transition of the lecture notes': chained(
      [32, 32, 3],
      'unspecified',
      conv(512),
      RELU,
      POOL,
      conv(32, 1),
      RELU,
      conv(64),
    ),
    'a branch beside another': imageNetwork([32, 32, 3], 'unspecified', (net, image) => {
      const map = addSteps(net, image, conv(512), RELU);
      const narrow = addSteps(net, map, conv(8, 1), RELU);
      const wide = addSteps(net, map, conv(128, 1), RELU);
      return addSteps(net, net.add('concat', 'both', {}, narrow, wide), conv(64));
    }),
    'a last layer, which answers with a class for each position': chained(
      [32, 32, 3],
      'unspecified',
      conv(512),
      RELU,
      conv(1, 1),
    ),
    'what several layers came together for': imageNetwork(
      [32, 32, 3],
      'unspecified',
      (net, image) => {
        const left = addSteps(net, image, conv(256), RELU);
        const right = addSteps(net, image, conv(256), RELU);
        const both = net.add('concat', 'both', {}, left, right);
        return addSteps(net, both, conv(8, 1), RELU, conv(64));
      },
    ),
    'a 3×3 that narrows': chained(
      [32, 32, 3],
      'unspecified',
      conv(512),
      RELU,
      conv(8),
      RELU,
      conv(64),
    ),
  },
});
