import { chained, conv, dense, FLAT, RELU } from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

ruleSuite('channel-capacity', {
  fires: {
    'one wide convolution': {
      graph: chained([16, 16, 3], 'unspecified', conv(512), RELU, conv(1024), RELU, conv(10)),
      says: [
        {
          level: 'advice',
          nodes: ['conv2'],
          message: '1 convolution has more than 512 filters: 1024.',
          threshold: 512,
        },
      ],
    },
    'several, each count named once': {
      graph: chained(
        [16, 16, 3],
        'unspecified',
        conv(1024),
        RELU,
        conv(2048),
        RELU,
        conv(1024),
        RELU,
        conv(10),
      ),
      says: [
        {
          level: 'advice',
          nodes: ['conv1', 'conv2', 'conv3'],
          message: '3 convolutions have more than 512 filters: 1024 and 2048.',
          threshold: 512,
        },
      ],
    },
    'what a Raspberry Pi does not bear': {
      graph: chained([16, 16, 3], 'unspecified', conv(24), RELU, conv(32), RELU, conv(10)),
      settings: { 'channel-capacity': { thresholds: { filters: 24 } } },
      says: [
        {
          level: 'advice',
          nodes: ['conv2'],
          message: '1 convolution has more than 24 filters: 32.',
          threshold: 24,
        },
      ],
    },
  },
  quiet: {
    'the usual capacity': chained([16, 16, 3], 'unspecified', conv(512), RELU, conv(10)),
    'a 1×1 that mixes channels': chained(
      [16, 16, 3],
      'unspecified',
      conv(512),
      RELU,
      conv(2048, 1),
      RELU,
      conv(10),
    ),
    'a grouped convolution': chained(
      [16, 16, 64],
      'unspecified',
      conv(1024, 3, { groups: 32 }),
      RELU,
      conv(10),
    ),
    'as many classes as the last layer answers with': chained(
      [16, 16, 3],
      'unspecified',
      conv(1000),
    ),
    'a window that covers the map, as VGG’s dense layers become': chained(
      [7, 7, 64],
      'logits',
      conv(4096, 7, { padding: 'valid' }),
      RELU,
      FLAT,
      dense(10),
    ),
  },
});
