import { imageNetwork } from '@/lib/templates/imageNetwork';
import { addSteps, chained, conv, dense, FLAT, NORM, POOL, RELU } from '../../../support/chained';
import { withoutKind } from '../../../support/changed';
import { ruleSuite } from '../../../support/ruleSuite';

ruleSuite('dead-end', {
  fires: {
    'a branch of three layers that nobody reads': {
      graph: imageNetwork([8, 8, 3], 'unspecified', (net, image) => {
        const stem = addSteps(net, image, conv(8), RELU);
        addSteps(net, stem, conv(16), NORM, RELU);
        return addSteps(net, stem, conv(4));
      }),
      says: [
        {
          level: 'warning',
          node: 'act2',
          nodes: ['act2', 'bn1', 'conv2'],
          message:
            'Nothing reads what “act2” makes; with the 2 layers that only it reads it costs 1.20 k parameters and 73.73 k MACs.',
          saving: { params: 1200, macs: 73728, note: 'The whole cost of the branch.' },
          fix: 'Remove the 3 layers of this branch',
        },
      ],
      mended: chained([8, 8, 3], 'unspecified', conv(8), RELU, conv(4)),
    },
    'a single layer, and leaves those before it that others read': {
      graph: imageNetwork([8, 8, 3], 'unspecified', (net, image) => {
        const stem = addSteps(net, image, conv(8), RELU);
        addSteps(net, stem, POOL);
        return addSteps(net, stem, conv(4));
      }),
      says: [
        {
          level: 'warning',
          node: 'mp1',
          nodes: ['mp1'],
          message: 'Nothing reads what “mp1” makes.',
          fix: 'Remove “mp1”',
        },
      ],
      mended: chained([8, 8, 3], 'unspecified', conv(8), RELU, conv(4)),
    },
    'an input that nothing reads': {
      graph: imageNetwork([8, 8, 3], 'unspecified', (net, image) => {
        net.add('input', 'mask', { channels: 1, height: 8, width: 8 });
        return addSteps(net, image, conv(8));
      }),
      says: [
        {
          level: 'warning',
          node: 'mask',
          nodes: ['mask'],
          message: 'Nothing reads “mask”.',
          fix: 'Remove “mask”',
        },
      ],
      mended: chained([8, 8, 3], 'unspecified', conv(8)),
    },
  },
  quiet: {
    'a chain into an output': chained([8, 8, 3], 'logits', conv(8), RELU, FLAT, dense(10)),
    'a design without any output yet': withoutKind('output', chained([8, 8, 3], 'logits', conv(8))),
    'a layer that cannot work, whose trouble is told already': imageNetwork(
      [8, 8, 3],
      'unspecified',
      (net, image) => {
        addSteps(net, image, dense(10));
        return addSteps(net, image, conv(8));
      },
    ),
  },
});
