import { imageNetwork } from '@/lib/templates/imageNetwork';
import { addSteps, chained, conv, dense, FLAT, MEAN, POOL, RELU } from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

ruleSuite('pool-near-head', {
  fires: {
    'a pool right before the flatten': {
      graph: chained([32, 32, 3], 'logits', conv(8), RELU, POOL, FLAT, dense(10)),
      says: [
        {
          level: 'advice',
          node: 'mp1',
          nodes: ['mp1'],
          message:
            'Between “mp1” and the prediction stands no convolution: hardly anything is made of what the pool keeps.',
          threshold: 2,
        },
      ],
    },
    'one convolution between': {
      graph: chained([32, 32, 3], 'logits', conv(8), RELU, POOL, conv(16), RELU, MEAN, dense(10)),
      says: [
        {
          level: 'advice',
          node: 'mp1',
          nodes: ['mp1'],
          message:
            'Between “mp1” and the prediction stands only 1 convolution: hardly anything is made of what the pool keeps.',
          threshold: 2,
        },
      ],
    },
    'only the 1×1 that answers between': {
      graph: chained([32, 32, 3], 'logits', conv(8), RELU, POOL, conv(10, 1), MEAN),
      says: [
        {
          level: 'advice',
          node: 'mp1',
          nodes: ['mp1'],
          message:
            'Between “mp1” and the prediction stands no convolution: hardly anything is made of what the pool keeps.',
          threshold: 2,
        },
      ],
    },
    'the last of two pools': {
      graph: chained(
        [32, 32, 3],
        'logits',
        conv(8),
        RELU,
        POOL,
        conv(8),
        RELU,
        POOL,
        FLAT,
        dense(10),
      ),
      says: [
        {
          level: 'advice',
          node: 'mp2',
          nodes: ['mp2'],
          message:
            'Between “mp2” and the prediction stands no convolution: hardly anything is made of what the pool keeps.',
          threshold: 2,
        },
      ],
    },
  },
  quiet: {
    'two convolutions between': chained(
      [32, 32, 3],
      'logits',
      conv(8),
      POOL,
      conv(16),
      RELU,
      conv(16),
      RELU,
      MEAN,
      dense(10),
    ),
    'two convolutions on the longer of two ways': imageNetwork(
      [32, 32, 8],
      'logits',
      (net, image) => {
        const pooled = addSteps(net, image, POOL);
        const branch = addSteps(net, pooled, conv(8), RELU, conv(8));
        return addSteps(net, net.add('add', 'add', {}, branch, pooled), MEAN, dense(10));
      },
    ),
    'a pool that keeps the size': chained(
      [32, 32, 3],
      'logits',
      conv(8),
      ['maxPool2d', { kernel: [3, 3], stride: [1, 1], padding: 'same' }],
      MEAN,
      dense(10),
    ),
    'a network that makes maps, with its convolutions on the way back up': chained(
      [32, 32, 3],
      'unspecified',
      conv(8),
      POOL,
      conv(8),
      ['upsample2d'],
      conv(8),
      RELU,
      conv(1),
    ),
  },
});
