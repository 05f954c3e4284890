import { imageNetwork } from '@/lib/templates/imageNetwork';

import { addSteps, chained, conv, dense, MEAN, NORM, RELU } from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

ruleSuite('double-activation', {
  fires: {
    'a ReLU behind a ReLU, which changes nothing': {
      graph: chained([8, 8, 3], 'logits', conv(8), RELU, RELU, MEAN, dense(10)),
      says: [
        {
          level: 'warning',
          node: 'act2',
          nodes: ['act2', 'act1'],
          message:
            '“act2” applies relu to what “act1” has put through relu: the second one changes nothing.',
          fix: 'Remove “act2”',
        },
      ],
      mended: chained([8, 8, 3], 'logits', conv(8), RELU, MEAN, dense(10)),
    },
    'a sigmoid behind a ReLU with dropout between, and keeps the sigmoid': {
      graph: chained(
        [8, 8, 3],
        'probabilities',
        conv(8),
        MEAN,
        dense(1),
        RELU,
        ['dropout'],
        ['activation', { function: 'sigmoid' }],
      ),
      says: [
        {
          level: 'warning',
          node: 'act2',
          nodes: ['act2', 'act1'],
          message:
            '“act2” applies sigmoid to what “act1” has put through relu: it sees only what the first one lets through.',
          fix: 'Remove “act1”',
        },
      ],
      mended: chained(
        [8, 8, 3],
        'probabilities',
        conv(8),
        MEAN,
        dense(1),
        ['dropout'],
        ['activation', { function: 'sigmoid' }],
      ),
    },
    'each of three in a row, and takes away the first ones first': {
      graph: chained([8, 8, 3], 'probabilities', conv(1), RELU, RELU, [
        'activation',
        { function: 'sigmoid' },
      ]),
      says: [
        {
          level: 'warning',
          node: 'act2',
          nodes: ['act2', 'act1'],
          message:
            '“act2” applies relu to what “act1” has put through relu: the second one changes nothing.',
          fix: 'Remove “act2”',
        },
        {
          level: 'warning',
          node: 'act3',
          nodes: ['act3', 'act2'],
          message:
            '“act3” applies sigmoid to what “act2” has put through relu: it sees only what the first one lets through.',
        },
      ],
    },
  },
  quiet: {
    'one activation for each convolution': chained(
      [8, 8, 3],
      'unspecified',
      conv(8),
      RELU,
      conv(8),
      RELU,
    ),
    'a norm between': chained([8, 8, 3], 'unspecified', conv(8), RELU, NORM, RELU),
    'what stands before a softmax, which another rule judges': chained(
      [8, 8, 3],
      'probabilities',
      conv(8),
      RELU,
      ['softmax'],
    ),
    'an activation that others read too': chainedSplit(),
  },
});

function chainedSplit() {
  return imageNetwork([8, 8, 3], 'unspecified', (net, image) => {
    const once = addSteps(net, image, conv(8), RELU);
    const gate = addSteps(net, once, ['activation', { function: 'sigmoid' }]);
    return net.add('multiply', 'gated', {}, once, gate);
  });
}
