import { EMPTY_GRAPH } from '@/lib/graph/graph';
import { imageNetwork } from '@/lib/templates/imageNetwork';
import { addSteps, chained, conv, dense, FLAT, RELU } from '../../../support/chained';
import { withoutKind } from '../../../support/changed';
import { ruleSuite } from '../../../support/ruleSuite';

ruleSuite('no-input', {
  fires: {
    'a chain that starts with a convolution': {
      graph: withoutKind('input', chained([224, 224, 3], 'logits', conv(8), RELU, FLAT, dense(10))),
      says: [
        {
          level: 'error',
          nodes: [],
          message: 'No data enters this design: none of its 5 layers is an input.',
          fix: 'Put an input before “conv1”',
        },
      ],
      mended: chained([224, 224, 3], 'logits', conv(8), RELU, FLAT, dense(10)),
    },
    'a chain that starts with a dense layer, which takes no map': {
      graph: withoutKind('input', chained([8, 8, 1], 'logits', dense(10))),
      says: [
        {
          level: 'error',
          nodes: [],
          message: 'No data enters this design: none of its 2 layers is an input.',
          fix: 'Put an input before “fc1”',
        },
      ],
    },
    'two branches that start on their own, which no one input can feed': {
      graph: withoutKind(
        'input',
        imageNetwork([8, 8, 3], 'unspecified', (net, image) =>
          net.add('add', 'add', {}, addSteps(net, image, conv(8)), addSteps(net, image, conv(8))),
        ),
      ),
      says: [
        {
          level: 'error',
          nodes: [],
          message: 'No data enters this design: none of its 4 layers is an input.',
        },
      ],
    },
  },
  quiet: {
    'a design with an input': chained([8, 8, 3], 'logits', conv(8)),
    'an empty canvas': EMPTY_GRAPH,
    'an operator from a file, which may bring its own data': withoutKind(
      'input',
      chained([8, 8, 3], 'logits', ['opaque', { operator: 'Constant' }]),
    ),
  },
});
