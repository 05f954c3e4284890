import { imageNetwork } from '@/lib/templates/imageNetwork';
import { addSteps, chained, conv, NORM, POOL, RELU } from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

ruleSuite('channel-growth', {
  fires: {
    'four times as many, which is a skip': {
      graph: chained([32, 32, 3], 'unspecified', conv(32), RELU, conv(128)),
      says: [
        {
          level: 'advice',
          node: 'conv2',
          nodes: ['conv2'],
          message:
            '“conv2” makes 128 channels out of 32, 4 times as many; a step through 64 lets features build up.',
          threshold: 2,
        },
      ],
    },
    'two and a half times as many behind a pool and a norm': {
      graph: chained([32, 32, 3], 'unspecified', conv(16), NORM, RELU, POOL, conv(40)),
      says: [
        {
          level: 'advice',
          node: 'conv2',
          nodes: ['conv2'],
          message:
            '“conv2” makes 40 channels out of 16, 2.5 times as many; a step through 32 lets features build up.',
          threshold: 2,
        },
      ],
    },
    'growth from what several branches bring together': {
      graph: imageNetwork([32, 32, 3], 'unspecified', (net, image) => {
        const both = net.add(
          'concat',
          'both',
          {},
          addSteps(net, image, conv(8)),
          addSteps(net, image, conv(8, 1)),
        );
        return addSteps(net, both, conv(64));
      }),
      says: [
        {
          level: 'advice',
          node: 'conv3',
          nodes: ['conv3'],
          message:
            '“conv3” makes 64 channels out of 16, 4 times as many; a step through 32 lets features build up.',
          threshold: 2,
        },
      ],
    },
    'a doubling where a project wants less': {
      graph: chained([32, 32, 3], 'unspecified', conv(32), RELU, conv(64)),
      settings: { 'channel-growth': { thresholds: { factor: 1.5 } } },
      says: [
        {
          level: 'advice',
          node: 'conv2',
          nodes: ['conv2'],
          message:
            '“conv2” makes 64 channels out of 32, 2 times as many; a step through 48 lets features build up.',
          threshold: 1.5,
        },
      ],
    },
  },
  quiet: {
    doubling: chained([32, 32, 3], 'unspecified', conv(32), RELU, conv(64), RELU, conv(128)),
    'the first convolution': chained([32, 32, 3], 'unspecified', conv(64), RELU),
    'a 1×1 that expands': chained([32, 32, 3], 'unspecified', conv(16), RELU, conv(96, 1)),
    'a 3×3 that expands again what a 1×1 has squeezed, as SqueezeNet does': chained(
      [32, 32, 3],
      'unspecified',
      conv(64),
      RELU,
      conv(16, 1),
      RELU,
      conv(64),
    ),
    'grouped convolutions': chained([32, 32, 3], 'unspecified', conv(8), RELU, [
      'depthwiseConv2d',
      { multiplier: 4 },
    ]),
  },
});
