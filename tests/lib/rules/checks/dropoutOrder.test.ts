import { chained, conv, dense, MEAN, NORM, POOL, RELU, type Step } from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

const DROP: Step = ['dropout'];
const unbiased = (filters: number) => conv(filters, 3, { bias: false });

ruleSuite('dropout-order', {
  fires: {
    'dropout before a norm, and moves it behind the activation': {
      graph: chained([8, 8, 3], 'unspecified', unbiased(8), DROP, NORM, RELU, conv(4)),
      says: [
        {
          level: 'advice',
          node: 'drop1',
          nodes: ['drop1', 'bn1'],
          message:
            '“drop1” stands right before “bn1”, which learns a variance in training that does not hold when nothing is dropped.',
          fix: 'Move “drop1” behind “act1”',
        },
      ],
      mended: chained([8, 8, 3], 'unspecified', unbiased(8), NORM, RELU, DROP, conv(4)),
    },
    'dropout before a max pool': {
      graph: chained([8, 8, 3], 'unspecified', conv(8), RELU, DROP, POOL, conv(4)),
      says: [
        {
          level: 'advice',
          node: 'drop1',
          nodes: ['drop1', 'mp1'],
          message:
            '“drop1” stands right before “mp1”, which picks the largest value that is left, so that far fewer values are dropped than asked for.',
          fix: 'Move “drop1” behind “mp1”',
        },
      ],
      mended: chained([8, 8, 3], 'unspecified', conv(8), RELU, POOL, DROP, conv(4)),
    },
    'norm, activation and pool in a row, and moves it behind all of them': {
      graph: chained([8, 8, 3], 'unspecified', unbiased(8), DROP, NORM, RELU, POOL, conv(4)),
      says: [
        {
          level: 'advice',
          node: 'drop1',
          nodes: ['drop1', 'bn1'],
          message:
            '“drop1” stands right before “bn1”, which learns a variance in training that does not hold when nothing is dropped.',
          fix: 'Move “drop1” behind “mp1”',
        },
      ],
      mended: chained([8, 8, 3], 'unspecified', unbiased(8), NORM, RELU, POOL, DROP, conv(4)),
    },
  },
  quiet: {
    'dropout behind the activation': chained(
      [8, 8, 3],
      'unspecified',
      unbiased(8),
      NORM,
      RELU,
      DROP,
    ),
    'dropout before a dense layer': chained(
      [8, 8, 3],
      'logits',
      conv(8),
      RELU,
      MEAN,
      DROP,
      dense(10),
    ),
    'whole channels before a max pool, which takes no part of one': chained(
      [8, 8, 3],
      'unspecified',
      conv(8),
      RELU,
      ['dropout', { channels: true }],
      POOL,
    ),
    'dropout before an average pool': chained([8, 8, 3], 'unspecified', conv(8), RELU, DROP, [
      'avgPool2d',
    ]),
  },
});
