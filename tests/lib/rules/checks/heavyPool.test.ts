import { chained, conv, dense, FLAT, NORM, POOL, RELU, type Step } from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

const pool = (kernel: number, stride: number): Step => [
  'maxPool2d',
  { kernel: [kernel, kernel], stride: [stride, stride] },
];

ruleSuite('heavy-pool', {
  fires: {
    'a pool of stride 4': {
      graph: chained([64, 64, 3], 'unspecified', conv(32), RELU, pool(4, 4), conv(64)),
      says: [
        {
          level: 'advice',
          node: 'mp1',
          nodes: ['mp1'],
          message:
            '“mp1” drops 94 % of the values, and no layer with weights has a say in between.',
          threshold: 75,
        },
      ],
    },
    'two pools in a row': {
      graph: chained([64, 64, 3], 'unspecified', conv(32), POOL, RELU, NORM, POOL, conv(64)),
      says: [
        {
          level: 'advice',
          node: 'mp2',
          nodes: ['mp1', 'mp2'],
          message:
            '“mp2” drops 94 % of the values together with “mp1”, and no layer with weights has a say in between.',
          threshold: 75,
        },
      ],
    },
    'any pool that halves both sides, in a project that wants none': {
      graph: chained([64, 64, 3], 'unspecified', conv(32), RELU, pool(3, 2), conv(64)),
      settings: { 'heavy-pool': { thresholds: { share: 50 } } },
      says: [
        {
          level: 'advice',
          node: 'mp1',
          nodes: ['mp1'],
          message:
            '“mp1” drops 75 % of the values, and no layer with weights has a say in between.',
          threshold: 50,
        },
      ],
    },
  },
  quiet: {
    'pools of 2×2 with convolutions between': chained(
      [64, 64, 3],
      'unspecified',
      conv(32),
      POOL,
      conv(64),
      POOL,
      conv(64),
    ),
    'an odd map, of which a little more is dropped': chained(
      [7, 7, 3],
      'unspecified',
      conv(32),
      POOL,
      conv(64),
    ),
    'a pool that sums the map up': chained(
      [16, 16, 3],
      'logits',
      conv(32),
      RELU,
      pool(16, 16),
      FLAT,
      dense(10),
    ),
    'an average': chained(
      [64, 64, 3],
      'unspecified',
      conv(32),
      ['avgPool2d', { kernel: [4, 4], stride: [4, 4] }],
      conv(64),
    ),
    'a pool of stride 1': chained(
      [64, 64, 3],
      'unspecified',
      conv(32),
      ['maxPool2d', { kernel: [5, 5], stride: [1, 1], padding: 'same' }],
      POOL,
      conv(64),
    ),
  },
});
