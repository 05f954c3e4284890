import { imageNetwork } from '@/lib/templates/imageNetwork';
import {
  addSteps,
  chained,
  conv,
  dense,
  FLAT,
  MEAN,
  NORM,
  POOL,
  RELU,
  type Step,
} from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

const TANH: Step = ['activation', { function: 'tanh' }];
const SIGMOID: Step = ['activation', { function: 'sigmoid' }];

ruleSuite('saturating-activation', {
  fires: {
    'LeNet as it was, with tanh between its layers': {
      graph: chained(
        [32, 32, 1],
        'logits',
        conv(6, 5),
        TANH,
        POOL,
        conv(16, 5),
        TANH,
        MEAN,
        dense(10),
      ),
      says: [
        {
          level: 'advice',
          nodes: ['act1', 'act2'],
          message:
            '“act1” and “act2” squeeze their values by a sigmoid or tanh between layers with weights: where it is flat, hardly any gradient comes back.',
          fix: 'Use ReLU instead',
        },
      ],
      mended: chained(
        [32, 32, 1],
        'logits',
        conv(6, 5),
        RELU,
        POOL,
        conv(16, 5),
        RELU,
        MEAN,
        dense(10),
      ),
    },
    'a sigmoid before a dense layer': {
      graph: chained([8, 8, 3], 'logits', FLAT, dense(32), SIGMOID, dense(10)),
      says: [
        {
          level: 'advice',
          nodes: ['act1'],
          message:
            '“act1” squeezes its values by a sigmoid or tanh between layers with weights: where it is flat, hardly any gradient comes back.',
          fix: 'Use ReLU instead',
        },
      ],
      mended: chained([8, 8, 3], 'logits', FLAT, dense(32), RELU, dense(10)),
    },
    'a hard sigmoid with norm and pool before the next convolution': {
      graph: chained(
        [8, 8, 3],
        'unspecified',
        conv(8),
        ['activation', { function: 'hardSigmoid' }],
        NORM,
        POOL,
        conv(8),
      ),
      says: [
        {
          level: 'advice',
          nodes: ['act1'],
          message:
            '“act1” squeezes its values by a sigmoid or tanh between layers with weights: where it is flat, hardly any gradient comes back.',
          fix: 'Use ReLU instead',
        },
      ],
    },
  },
  quiet: {
    'ReLU between, sigmoid at the end': chained(
      [8, 8, 3],
      'probabilities',
      conv(8),
      RELU,
      conv(1),
      SIGMOID,
    ),
    'the gate of a squeeze-excitation block': imageNetwork(
      [8, 8, 8],
      'unspecified',
      (net, image) => {
        const gate = addSteps(
          net,
          image,
          ['globalAvgPool2d'],
          conv(4, 1),
          RELU,
          conv(8, 1),
          SIGMOID,
        );
        return addSteps(net, net.add('multiply', 'gated', {}, gate, image), conv(8));
      },
    ),
    'an answer that is read on': imageNetwork([8, 8, 8], 'probabilities', (net, image) => {
      const answer = addSteps(net, image, conv(1), SIGMOID);
      net.add('output', 'refined', {}, addSteps(net, answer, conv(8)));
      return answer;
    }),
    'an image that is made by tanh': chained(
      [8, 8, 3],
      'unspecified',
      conv(8),
      RELU,
      conv(3),
      TANH,
    ),
  },
});
