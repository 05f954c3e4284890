import { chained, conv, RELU } from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

ruleSuite('channel-size', {
  fires: {
    'one odd number': {
      graph: chained([32, 32, 3], 'unspecified', conv(96), RELU, conv(10)),
      says: [
        {
          level: 'advice',
          nodes: ['conv1'],
          message: '1 convolution has a number of filters that is no power of two: 96.',
        },
      ],
    },
    'several numbers, each named once': {
      graph: chained(
        [32, 32, 3],
        'unspecified',
        conv(24),
        RELU,
        conv(48),
        RELU,
        conv(48),
        RELU,
        conv(10),
      ),
      says: [
        {
          level: 'advice',
          nodes: ['conv1', 'conv2', 'conv3'],
          message: '3 convolutions have a number of filters that is no power of two: 24 and 48.',
        },
      ],
    },
    'many numbers, the first of them named': {
      graph: chained(
        [32, 32, 3],
        'unspecified',
        ...[24, 40, 48, 56, 72].flatMap((filters) => [conv(filters), RELU]),
        conv(10),
      ),
      says: [
        {
          level: 'advice',
          nodes: ['conv1', 'conv2', 'conv3', 'conv4', 'conv5'],
          message:
            '5 convolutions have a number of filters that is no power of two: 24, 40, 48 and 2 more.',
        },
      ],
    },
  },
  quiet: {
    'powers of two': chained([32, 32, 3], 'unspecified', conv(32), RELU, conv(64), RELU, conv(10)),
    'the number of classes in the last layer': chained([32, 32, 3], 'unspecified', conv(24)),
    'a number that is no multiple of 8, which another rule judges': chained(
      [32, 32, 3],
      'unspecified',
      conv(20),
      RELU,
      conv(10),
    ),
  },
});
