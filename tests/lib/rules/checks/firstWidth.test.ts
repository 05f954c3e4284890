import { imageNetwork } from '@/lib/templates/imageNetwork';
import { addSteps, chained, conv, NORM, RELU } from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

ruleSuite('first-width', {
  fires: {
    'a narrow first convolution': {
      graph: chained([28, 28, 1], 'unspecified', conv(8), RELU, conv(64)),
      says: [
        {
          level: 'advice',
          node: 'conv1',
          nodes: ['conv1'],
          message: '“conv1” reads the image with 8 filters; 32 are advised.',
          threshold: 32,
          fix: 'Give “conv1” 32 filters',
        },
      ],
      mended: chained([28, 28, 1], 'unspecified', conv(32), RELU, conv(64)),
    },
    'one behind a norm of the image': {
      graph: chained([32, 32, 3], 'unspecified', NORM, conv(16, 5), RELU, conv(64)),
      says: [
        {
          level: 'advice',
          node: 'conv1',
          nodes: ['conv1'],
          message: '“conv1” reads the image with 16 filters; 32 are advised.',
          threshold: 32,
          fix: 'Give “conv1” 32 filters',
        },
      ],
    },
    'two that read the same image, where one cannot be widened by itself': {
      graph: imageNetwork([32, 32, 3], 'unspecified', (net, image) => {
        const left = addSteps(net, image, conv(16), RELU);
        const right = addSteps(net, image, conv(16, 5), RELU);
        return addSteps(net, net.add('add', 'sum', {}, left, right), conv(64));
      }),
      says: ['conv1', 'conv2'].map((node) => ({
        level: 'advice',
        node,
        nodes: [node],
        message: `“${node}” reads the image with 16 filters; 32 are advised.`,
        threshold: 32,
      })),
    },
    'one filter, when a project wants 24': {
      graph: chained([28, 28, 1], 'unspecified', conv(1), RELU, conv(64)),
      settings: { 'first-width': { thresholds: { filters: 24 } } },
      says: [
        {
          level: 'advice',
          node: 'conv1',
          nodes: ['conv1'],
          message: '“conv1” reads the image with 1 filter; 24 are advised.',
          threshold: 24,
          fix: 'Give “conv1” 24 filters',
        },
      ],
    },
  },
  quiet: {
    'enough filters': chained([28, 28, 1], 'unspecified', conv(32), RELU, conv(16), RELU, conv(8)),
    'a narrow convolution further on': chained([28, 28, 1], 'unspecified', conv(64), conv(8), RELU),
    'a convolution that is the last one too': chained([28, 28, 1], 'unspecified', conv(10)),
    'features of something else, which are no image': chained(
      [28, 28, 64],
      'unspecified',
      conv(16),
      RELU,
      conv(64),
    ),
    'a depthwise convolution, whose filters follow its input': chained(
      [28, 28, 3],
      'unspecified',
      ['depthwiseConv2d'],
      conv(64, 1),
      RELU,
      conv(64),
    ),
  },
});
