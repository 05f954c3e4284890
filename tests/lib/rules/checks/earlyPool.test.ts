import { chained, conv, NORM, POOL, RELU } from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

ruleSuite('early-pool', {
  fires: {
    'a pool behind one convolution of a large image': {
      graph: chained([224, 224, 3], 'unspecified', conv(8), RELU, POOL, conv(16)),
      says: [
        {
          level: 'advice',
          node: 'mp1',
          nodes: ['mp1'],
          message:
            '“mp1” pools when a unit has seen only 3×3 pixels of an image of 224; about 9 are needed to tell an edge.',
          threshold: 9,
        },
      ],
    },
    'a pool behind two convolutions of a large image, and not the next one': {
      graph: chained(
        [224, 224, 3],
        'unspecified',
        conv(8),
        RELU,
        conv(8),
        RELU,
        POOL,
        conv(16),
        RELU,
        POOL,
      ),
      says: [
        {
          level: 'advice',
          node: 'mp1',
          nodes: ['mp1'],
          message:
            '“mp1” pools when a unit has seen only 5×5 pixels of an image of 224; about 9 are needed to tell an edge.',
          threshold: 9,
        },
      ],
    },
    'a pool behind one convolution of a small image': {
      graph: chained([32, 32, 3], 'unspecified', conv(8), RELU, POOL, conv(16)),
      says: [
        {
          level: 'advice',
          node: 'mp1',
          nodes: ['mp1'],
          message:
            '“mp1” pools when a unit has seen only 3×3 pixels of an image of 32; about 5 are needed to tell an edge.',
          threshold: 5,
        },
      ],
    },
    'a pool right on the image': {
      graph: chained([28, 28, 1], 'unspecified', POOL, conv(16)),
      says: [
        {
          level: 'advice',
          node: 'mp1',
          nodes: ['mp1'],
          message:
            '“mp1” pools when a unit has seen only 1×1 pixels of an image of 28; about 5 are needed to tell an edge.',
          threshold: 5,
        },
      ],
    },
  },
  quiet: {
    'a pool at 9 pixels of a large image': chained(
      [224, 224, 3],
      'unspecified',
      ...[1, 2, 3, 4].flatMap(() => [conv(8), RELU]),
      POOL,
    ),
    'a pool at 5 pixels of a small image': chained(
      [28, 28, 1],
      'unspecified',
      conv(8),
      RELU,
      conv(8),
      POOL,
    ),
    'the strided 7×7 that ResNet begins with': chained(
      [224, 224, 3],
      'unspecified',
      conv(64, 7, { stride: [2, 2], bias: false }),
      NORM,
      RELU,
      POOL,
    ),
    'a pool that keeps the size': chained([224, 224, 3], 'unspecified', [
      'maxPool2d',
      { kernel: [3, 3], stride: [1, 1], padding: 'same' },
    ]),
    'an average pool': chained([224, 224, 3], 'unspecified', conv(8), RELU, ['avgPool2d']),
  },
});
