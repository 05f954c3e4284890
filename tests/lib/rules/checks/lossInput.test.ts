import { imageNetwork } from '@/lib/templates/imageNetwork';
import {
  addSteps,
  chained,
  conv,
  dense,
  FLAT,
  MEAN,
  RELU,
  type Step,
} from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

const SCORES = [conv(8), RELU, FLAT, dense(10)] as const;
const SIGMOID: Step = ['activation', { function: 'sigmoid' }];

ruleSuite('loss-input', {
  fires: {
    'raw scores where probabilities are read': {
      graph: chained([8, 8, 3], 'probabilities', ...SCORES),
      says: [
        {
          level: 'error',
          node: 'probabilities',
          nodes: ['probabilities', 'fc1'],
          message: 'The loss at “probabilities” reads probabilities, but “fc1” gives raw scores.',
          fix: 'Put a softmax before “probabilities”',
        },
      ],
      mended: chained([8, 8, 3], 'probabilities', ...SCORES, ['softmax']),
    },
    'probabilities where their logarithms are read': {
      graph: chained([8, 8, 3], 'logProbabilities', ...SCORES, ['softmax']),
      says: [
        {
          level: 'error',
          node: 'logProbabilities',
          nodes: ['logProbabilities', 'softmax1'],
          message:
            'The loss at “logProbabilities” reads logarithms of probabilities, but “softmax1” gives probabilities.',
          fix: 'Make “softmax1” a log-softmax',
        },
      ],
      mended: chained([8, 8, 3], 'logProbabilities', ...SCORES, ['softmax', { logarithm: true }]),
    },
    'logarithms where probabilities are read': {
      graph: chained([8, 8, 3], 'probabilities', ...SCORES, ['softmax', { logarithm: true }]),
      says: [
        {
          level: 'error',
          node: 'probabilities',
          nodes: ['probabilities', 'softmax1'],
          message:
            'The loss at “probabilities” reads probabilities, but “softmax1” gives logarithms of probabilities.',
          fix: 'Make “softmax1” a softmax',
        },
      ],
      mended: chained([8, 8, 3], 'probabilities', ...SCORES, ['softmax']),
    },
    'scores that are averaged on the way': {
      graph: chained([8, 8, 3], 'logProbabilities', conv(10), MEAN),
      says: [
        {
          level: 'error',
          node: 'logProbabilities',
          nodes: ['logProbabilities', 'conv1'],
          message:
            'The loss at “logProbabilities” reads logarithms of probabilities, but “conv1” gives raw scores.',
          fix: 'Put a log-softmax before “logProbabilities”',
        },
      ],
      mended: chained([8, 8, 3], 'logProbabilities', conv(10), MEAN, [
        'softmax',
        { logarithm: true },
      ]),
    },
    'a softmax that two losses read differently, which no one change can mend': {
      graph: imageNetwork([8, 8, 3], 'probabilities', (net, image) => {
        const answer = addSteps(net, image, conv(8), MEAN, ['softmax', { logarithm: true }]);
        net.add('output', 'other', { loss: 'logProbabilities' }, answer);
        return answer;
      }),
      says: [
        {
          level: 'error',
          node: 'probabilities',
          nodes: ['probabilities', 'softmax1'],
          message:
            'The loss at “probabilities” reads probabilities, but “softmax1” gives logarithms of probabilities.',
        },
      ],
    },
  },
  quiet: {
    'a softmax where probabilities are read': chained([8, 8, 3], 'probabilities', ...SCORES, [
      'softmax',
    ]),
    'a sigmoid where probabilities are read': chained(
      [8, 8, 3],
      'probabilities',
      ...SCORES,
      SIGMOID,
    ),
    'a mean of probabilities': chained([8, 8, 3], 'probabilities', conv(10), ['softmax'], MEAN),
    'raw scores where logits are read': chained([8, 8, 3], 'logits', ...SCORES),
    'raw scores whose use nobody has said': chained([8, 8, 3], 'unspecified', ...SCORES),
    'an operator that nobody knows': chained([8, 8, 3], 'probabilities', ...SCORES, [
      'opaque',
      { operator: 'Sparsemax', shapes: [[10]] },
    ]),
  },
});
