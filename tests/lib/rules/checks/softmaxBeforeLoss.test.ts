import { must } from '@/lib/invariant';
import { imageNetwork } from '@/lib/templates/imageNetwork';
import { templateById } from '@/lib/templates/templates';
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
const SOFTMAX: Step = ['softmax'];

function template(id: string) {
  return must(templateById(id), id).build();
}

ruleSuite('softmax-before-loss', {
  fires: {
    'the bug of the assignment network, and mends it into the mended one': {
      graph: template('mnist-one-epoch'),
      says: [
        {
          level: 'error',
          node: 'relu7',
          nodes: ['relu7', 'log_softmax'],
          message:
            '“relu7” applies relu to the scores right before the softmax “log_softmax”: all scores below zero become 0, so that those classes get no gradient and none of them can become improbable.',
          fix: 'Remove “relu7”',
        },
      ],
      mended: template('mnist-one-epoch-mended'),
    },
    'softmax twice': {
      graph: chained([8, 8, 3], 'probabilities', ...SCORES, SOFTMAX, SOFTMAX),
      says: [
        {
          level: 'error',
          node: 'softmax1',
          nodes: ['softmax1', 'softmax2'],
          message:
            'The softmax “softmax2” reads what the softmax “softmax1” has made: softmax twice flattens the probabilities, so that no class can become nearly certain.',
          fix: 'Remove “softmax1”',
        },
      ],
      mended: chained([8, 8, 3], 'probabilities', ...SCORES, SOFTMAX),
    },
    'a softmax before a loss that applies its own': {
      graph: chained([8, 8, 3], 'logits', ...SCORES, SOFTMAX),
      says: [
        {
          level: 'error',
          node: 'softmax1',
          nodes: ['softmax1', 'logits'],
          message:
            'The loss at “logits” reads logits and applies a softmax of its own: behind “softmax1” that is softmax twice, and no class can become nearly certain.',
          fix: 'Remove “softmax1”',
        },
      ],
      mended: chained([8, 8, 3], 'logits', ...SCORES),
    },
    'a sigmoid on the logits that a loss reads, with a view between': {
      graph: chained(
        [8, 8, 3],
        'logits',
        conv(8),
        ['globalAvgPool2d'],
        ['activation', { function: 'sigmoid' }],
        FLAT,
      ),
      says: [
        {
          level: 'error',
          node: 'act1',
          nodes: ['act1', 'logits'],
          message:
            'The loss at “logits” reads logits, but “act1” applies sigmoid to them: the scores are squeezed into a narrow range, so that no class can become nearly certain.',
          fix: 'Remove “act1”',
        },
      ],
      mended: chained([8, 8, 3], 'logits', conv(8), ['globalAvgPool2d'], FLAT),
    },
    'a log-softmax before a loss that applies its own, which only costs time': {
      graph: chained([8, 8, 3], 'logits', ...SCORES, ['softmax', { logarithm: true }]),
      says: [
        {
          level: 'advice',
          node: 'softmax1',
          nodes: ['softmax1', 'logits'],
          message:
            'The loss at “logits” reads logits and applies a softmax of its own: the log-softmax “softmax1” before it changes nothing and costs time.',
          fix: 'Remove “softmax1”',
        },
      ],
    },
    'an activation that cuts nothing off as a warning': {
      graph: chained(
        [8, 8, 3],
        'probabilities',
        ...SCORES,
        ['activation', { function: 'leakyRelu' }],
        SOFTMAX,
      ),
      says: [
        {
          level: 'warning',
          node: 'act2',
          nodes: ['act2', 'softmax1'],
          message:
            '“act2” applies leakyRelu to the scores right before the softmax “softmax1”: the scores below zero are bent towards 0, which a softmax has no use for.',
          fix: 'Remove “act2”',
        },
      ],
    },
    'a SiLU on the logits that a loss reads as a warning': {
      graph: chained([8, 8, 3], 'logits', ...SCORES, ['activation', { function: 'silu' }]),
      says: [
        {
          level: 'warning',
          node: 'act2',
          nodes: ['act2', 'logits'],
          message:
            'The loss at “logits” reads logits, but “act2” applies silu to them: the scores below zero are bent towards 0, which a softmax has no use for.',
          fix: 'Remove “act2”',
        },
      ],
      mended: chained([8, 8, 3], 'logits', ...SCORES),
    },
    'every activation of several on the scores': {
      graph: chained(
        [8, 8, 3],
        'probabilities',
        ...SCORES,
        ['activation', { function: 'tanh' }],
        RELU,
        SOFTMAX,
      ),
      says: [
        {
          level: 'error',
          node: 'act2',
          nodes: ['act2', 'softmax1'],
          message:
            '“act2” applies tanh to the scores right before the softmax “softmax1”: the scores are squeezed into a narrow range, so that no class can become nearly certain.',
          fix: 'Remove “act2”',
        },
        {
          level: 'error',
          node: 'act3',
          nodes: ['act3', 'softmax1'],
          message:
            '“act3” applies relu to the scores right before the softmax “softmax1”: all scores below zero become 0, so that those classes get no gradient and none of them can become improbable.',
          fix: 'Remove “act3”',
        },
      ],
    },
    'a ReLU that another layer needs, and leads only the scores around it': {
      graph: imageNetwork([8, 8, 3], 'probabilities', (net, image) => {
        const scores = addSteps(net, image, conv(8), RELU, MEAN, dense(10), RELU);
        net.add('output', 'features', {}, addSteps(net, scores, dense(4)));
        return addSteps(net, scores, SOFTMAX);
      }),
      says: [
        {
          level: 'error',
          node: 'act2',
          nodes: ['act2', 'softmax1'],
          message:
            '“act2” applies relu to the scores right before the softmax “softmax1”: all scores below zero become 0, so that those classes get no gradient and none of them can become improbable.',
          fix: 'Lead the scores around “act2”',
        },
      ],
    },
  },
  quiet: {
    'raw scores into a softmax': chained([8, 8, 3], 'probabilities', ...SCORES, SOFTMAX),
    'raw scores into a loss that reads logits': chained([8, 8, 3], 'logits', ...SCORES),
    'a ReLU before the mean that makes the scores, as SqueezeNet has it': template('squeezenet1_1'),
    'a ReLU on maps whose use nobody has said': chained([8, 8, 3], 'unspecified', conv(8), RELU),
    'a softmax in the middle of a network': chained(
      [8, 8, 3],
      'logits',
      conv(8),
      SOFTMAX,
      FLAT,
      dense(10),
    ),
  },
});
