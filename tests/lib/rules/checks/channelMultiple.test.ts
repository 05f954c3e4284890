import { imageNetwork } from '@/lib/templates/imageNetwork';
import { addSteps, chained, conv, MEAN, RELU } from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

ruleSuite('channel-multiple', {
  fires: {
    'one number that is none': {
      graph: chained([32, 32, 3], 'unspecified', conv(20), RELU, conv(10)),
      says: [
        {
          level: 'advice',
          nodes: ['conv1'],
          message:
            '1 convolution has a number of filters that is no multiple of 8: 20. Matrix units round up and multiply zeros.',
          threshold: 8,
        },
      ],
    },
    'several of them': {
      graph: chained(
        [32, 32, 3],
        'unspecified',
        conv(6),
        RELU,
        conv(12),
        RELU,
        conv(12),
        RELU,
        conv(10),
      ),
      says: [
        {
          level: 'advice',
          nodes: ['conv1', 'conv2', 'conv3'],
          message:
            '3 convolutions have a number of filters that is no multiple of 8: 6 and 12. Matrix units round up and multiply zeros.',
          threshold: 8,
        },
      ],
    },
    'a multiple of 8 where a project wants 16': {
      graph: chained([32, 32, 3], 'unspecified', conv(24), RELU, conv(10)),
      settings: { 'channel-multiple': { thresholds: { multiple: 16 } } },
      says: [
        {
          level: 'advice',
          nodes: ['conv1'],
          message:
            '1 convolution has a number of filters that is no multiple of 16: 24. Matrix units round up and multiply zeros.',
          threshold: 16,
        },
      ],
    },
  },
  quiet: {
    'multiples of 8': chained([32, 32, 3], 'unspecified', conv(24), RELU, conv(96), RELU, conv(10)),
    'the number of classes in the last layer': chained(
      [32, 32, 3],
      'logits',
      conv(8),
      RELU,
      conv(10),
      MEAN,
    ),
    'the few channels in the middle of a gate': imageNetwork(
      [8, 8, 16],
      'unspecified',
      (net, image) => {
        const gate = addSteps(net, image, ['globalAvgPool2d'], conv(4, 1), RELU, conv(16, 1));
        return addSteps(net, net.add('multiply', 'gated', {}, gate, image), conv(8));
      },
    ),
    'depthwise convolutions, which follow what they are given': chained(
      [32, 32, 3],
      'unspecified',
      ['depthwiseConv2d'],
      conv(8, 1),
    ),
  },
});
