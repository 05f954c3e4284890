import { chained, conv, dense, MEAN, NORM, RELU } from '../../../support/chained';
import { withBatch } from '../../../support/changed';
import { ruleSuite } from '../../../support/ruleSuite';

const NETWORK = chained([8, 8, 3], 'logits', conv(8), NORM, RELU, MEAN, dense(10));
const HEAD = chained([8, 8, 3], 'logits', conv(8), RELU, MEAN, dense(8), NORM, RELU, dense(10));

ruleSuite('batch-of-one', {
  fires: {
    'batch norm on maps of a single image, which is noise': {
      graph: withBatch(1, NETWORK),
      says: [
        {
          level: 'warning',
          nodes: ['bn1'],
          message:
            'At a batch of 1 sample, “bn1” normalises by statistics that say little about other samples.',
          threshold: 2,
          fix: 'Train with batches of 32',
        },
      ],
      mended: NETWORK,
    },
    'batch norm on a vector of a single image, which fails': {
      graph: withBatch(1, HEAD),
      says: [
        {
          level: 'error',
          nodes: ['bn1'],
          message:
            'Training stops with an error: at a batch of 1 sample, “bn1” has one value a channel, which has no variance.',
          threshold: 2,
          fix: 'Train with batches of 32',
        },
      ],
      mended: HEAD,
    },
    'several norms at once': {
      graph: withBatch(
        1,
        chained([8, 8, 3], 'logits', conv(8), NORM, RELU, conv(8), NORM, RELU, MEAN),
      ),
      says: [
        {
          level: 'warning',
          nodes: ['bn1', 'bn2'],
          message:
            'At a batch of 1 sample, the 2 batch norms normalise by statistics that say little about other samples.',
          threshold: 2,
          fix: 'Train with batches of 32',
        },
      ],
    },
    'a batch below what the project asks for': {
      graph: withBatch(4, NETWORK),
      settings: { 'batch-of-one': { thresholds: { batch: 16 } } },
      says: [
        {
          level: 'warning',
          nodes: ['bn1'],
          message:
            'At a batch of 4 samples, “bn1” normalises by statistics that say little about other samples.',
          threshold: 16,
          fix: 'Train with batches of 32',
        },
      ],
    },
  },
  quiet: {
    'a batch of two': withBatch(2, NETWORK),
    'a single image where samples are normalised on their own': withBatch(
      1,
      chained([8, 8, 3], 'logits', conv(8), ['groupNorm', { groups: 4 }], RELU, MEAN),
    ),
    'a single image without any norm': withBatch(1, chained([8, 8, 3], 'logits', conv(8), MEAN)),
  },
});
