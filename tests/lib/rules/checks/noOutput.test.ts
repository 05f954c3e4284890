import { EMPTY_GRAPH } from '@/lib/graph/graph';
import { imageNetwork } from '@/lib/templates/imageNetwork';
import { addSteps, chained, conv, dense, FLAT, RELU } from '../../../support/chained';
import { withoutKind } from '../../../support/changed';
import { ruleSuite } from '../../../support/ruleSuite';

ruleSuite('no-output', {
  fires: {
    'a chain that ends in a dense layer': {
      graph: withoutKind('output', chained([8, 8, 3], 'logits', conv(8), RELU, FLAT, dense(10))),
      says: [
        {
          level: 'error',
          nodes: [],
          message: 'This design gives no answer: none of its 5 layers is an output.',
          fix: 'Put an output behind “fc1”',
        },
      ],
      mended: chained([8, 8, 3], 'unspecified', conv(8), RELU, FLAT, dense(10)),
    },
    'a lone input, which is no answer': {
      graph: withoutKind('output', chained([8, 8, 3], 'logits')),
      says: [
        {
          level: 'error',
          nodes: [],
          message: 'This design gives no answer: its only layer is no output.',
        },
      ],
    },
    'two heads, between which nobody can choose': {
      graph: withoutKind(
        'output',
        imageNetwork([8, 8, 3], 'unspecified', (net, image) => {
          addSteps(net, image, conv(4));
          return addSteps(net, image, conv(8));
        }),
      ),
      says: [
        {
          level: 'error',
          nodes: [],
          message: 'This design gives no answer: none of its 3 layers is an output.',
        },
      ],
    },
  },
  quiet: {
    'a design with an output': chained([8, 8, 3], 'logits', conv(8)),
    'an empty canvas': EMPTY_GRAPH,
    'an output that nothing feeds yet': withoutKind(
      'conv2d',
      chained([8, 8, 3], 'logits', conv(8)),
    ),
  },
});
