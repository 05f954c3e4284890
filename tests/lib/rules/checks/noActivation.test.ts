import { must } from '@/lib/invariant';
import { imageNetwork } from '@/lib/templates/imageNetwork';
import { templateById } from '@/lib/templates/templates';
import { addSteps, chained, conv, dense, FLAT, NORM, POOL, RELU } from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

ruleSuite('no-activation', {
  fires: {
    'two convolutions in a row': {
      graph: chained([16, 16, 3], 'unspecified', conv(8), conv(16), RELU),
      says: [
        {
          level: 'warning',
          node: 'conv1',
          nodes: ['conv1', 'conv2'],
          message:
            '“conv1” and “conv2” follow each other without an activation between them: together they can do no more than one linear layer.',
          fix: 'Put an activation behind “conv1”',
        },
      ],
      mended: chained([16, 16, 3], 'unspecified', conv(8), RELU, conv(16), RELU),
    },
    'a norm between that does not help, and puts the activation behind it': {
      graph: chained([16, 16, 3], 'unspecified', conv(8, 3, { bias: false }), NORM, conv(16), RELU),
      says: [
        {
          level: 'warning',
          node: 'conv1',
          nodes: ['conv1', 'conv2'],
          message:
            '“conv1” and “conv2” follow each other without an activation between them: together they can do no more than one linear layer.',
          fix: 'Put an activation behind “conv1”',
        },
      ],
      mended: chained(
        [16, 16, 3],
        'unspecified',
        conv(8, 3, { bias: false }),
        NORM,
        RELU,
        conv(16),
        RELU,
      ),
    },
    'a scale for each channel between that does not help': {
      graph: chained([16, 16, 3], 'unspecified', conv(8), ['affine'], conv(16), RELU),
      says: [
        {
          level: 'warning',
          node: 'conv1',
          nodes: ['conv1', 'conv2'],
          message:
            '“conv1” and “conv2” follow each other without an activation between them: together they can do no more than one linear layer.',
          fix: 'Put an activation behind “conv1”',
        },
      ],
    },
    'a flatten and dropout between that do not help': {
      graph: chained([8, 8, 3], 'logits', conv(8), ['dropout'], FLAT, dense(32), RELU, dense(10)),
      says: [
        {
          level: 'warning',
          node: 'conv1',
          nodes: ['conv1', 'fc1'],
          message:
            '“conv1” and “fc1” follow each other without an activation between them: together they can do no more than one linear layer.',
          fix: 'Put an activation behind “conv1”',
        },
      ],
      mended: chained(
        [8, 8, 3],
        'logits',
        conv(8),
        RELU,
        ['dropout'],
        FLAT,
        dense(32),
        RELU,
        dense(10),
      ),
    },
    'a whole run as one finding, and mends it with the activation that the design uses': {
      graph: chained(
        [32, 32, 3],
        'unspecified',
        conv(8),
        ['activation', { function: 'silu' }],
        POOL,
        conv(8),
        conv(16),
        conv(16),
        conv(32),
        ['activation', { function: 'silu' }],
      ),
      says: [
        {
          level: 'warning',
          node: 'conv2',
          nodes: ['conv2', 'conv3', 'conv4', 'conv5'],
          message:
            '“conv2” and “conv3” follow each other without an activation between them, and so do the 2 layers behind: together they can do no more than one linear layer.',
          fix: 'Put an activation behind each of the 3 layers',
        },
      ],
      mended: chained(
        [32, 32, 3],
        'unspecified',
        conv(8),
        ['activation', { function: 'silu' }],
        POOL,
        conv(8),
        ['activation', { function: 'silu' }],
        conv(16),
        ['activation', { function: 'silu' }],
        conv(16),
        ['activation', { function: 'silu' }],
        conv(32),
        ['activation', { function: 'silu' }],
      ),
    },
    'a forgotten activation in a bottleneck, which does not expand again': {
      graph: chained(
        [16, 16, 64],
        'unspecified',
        conv(16, 1, { bias: false }),
        NORM,
        conv(16, 3, { bias: false }),
        NORM,
        RELU,
      ),
      says: [
        {
          level: 'warning',
          node: 'conv1',
          nodes: ['conv1', 'conv2'],
          message:
            '“conv1” and “conv2” follow each other without an activation between them: together they can do no more than one linear layer.',
          fix: 'Put an activation behind “conv1”',
        },
      ],
    },
    'a forgotten activation behind the squeeze of a block that does not invert': {
      graph: imageNetwork([16, 16, 64], 'unspecified', (net, image) => {
        const both = net.add('concat', 'both', {}, image, image);
        return addSteps(net, both, conv(16, 1, { bias: false }), NORM, conv(64), RELU);
      }),
      says: [
        {
          level: 'warning',
          node: 'conv1',
          nodes: ['conv1', 'conv2'],
          message:
            '“conv1” and “conv2” follow each other without an activation between them: together they can do no more than one linear layer.',
          fix: 'Put an activation behind “conv1”',
        },
      ],
    },
    'the chain of the lecture, which has no activation at all': {
      graph: must(templateById('chain28'), 'chain28').build(),
      says: [
        {
          level: 'warning',
          node: 'conv1',
          nodes: ['conv1', 'conv2', 'conv3', 'conv4', 'conv5'],
          message:
            '“conv1” and “conv2” follow each other without an activation between them, and so do the 3 layers behind: together they can do no more than one linear layer.',
          fix: 'Put an activation behind each of the 4 layers',
        },
      ],
    },
  },
  quiet: {
    'activations behind every convolution': chained(
      [16, 16, 3],
      'unspecified',
      conv(8),
      RELU,
      conv(16),
    ),
    'a max pool between, which is not linear': chained(
      [16, 16, 3],
      'unspecified',
      conv(8),
      POOL,
      conv(16),
    ),
    'the last layer of a residual branch': imageNetwork(
      [16, 16, 8],
      'unspecified',
      (net, image) => {
        const branch = addSteps(net, image, conv(8), RELU, conv(8));
        return addSteps(net, net.add('add', 'add', {}, branch, image), conv(8));
      },
    ),
    'a depthwise convolution and the 1×1 that mixes its channels': chained(
      [16, 16, 8],
      'unspecified',
      ['depthwiseConv2d'],
      conv(16, 1),
      RELU,
    ),
    'the narrow end of an inverted residual': chained(
      [16, 16, 96],
      'unspecified',
      ['depthwiseConv2d', { bias: false }],
      NORM,
      ['activation', { function: 'relu6' }],
      conv(24, 1, { bias: false }),
      NORM,
      conv(144, 1, { bias: false }),
      NORM,
      ['activation', { function: 'relu6' }],
    ),
    'the narrow end of an inverted residual behind its gate': imageNetwork(
      [16, 16, 96],
      'unspecified',
      (net, image) => {
        const wide = addSteps(net, image, ['depthwiseConv2d', { bias: false }], NORM, RELU);
        const gate = addSteps(net, wide, ['globalAvgPool2d'], conv(96, 1), [
          'activation',
          { function: 'sigmoid' },
        ]);
        const gated = net.add('multiply', 'gated', {}, gate, wide);
        return addSteps(net, gated, conv(24, 1, { bias: false }), NORM, conv(144, 1), RELU);
      },
    ),
    'the linear end of the first inverted residual of MobileNet v3, which is as wide as its inside':
      chained(
        [16, 16, 16],
        'unspecified',
        ['depthwiseConv2d', { bias: false }],
        NORM,
        RELU,
        conv(16, 1, { bias: false }),
        NORM,
        conv(72, 1, { bias: false }),
        NORM,
        RELU,
      ),
    'the convolution that halves the map before a depthwise one, as in ConvNeXt': chained(
      [16, 16, 8],
      'unspecified',
      conv(16, 2, { stride: [2, 2] }),
      ['depthwiseConv2d', { kernel: [7, 7] }],
      RELU,
    ),
    'a 7×7 taken apart into 7×1 and 1×7': chained(
      [16, 16, 8],
      'unspecified',
      ['conv2d', { filters: 8, kernel: [7, 1] }],
      ['conv2d', { filters: 8, kernel: [1, 7] }],
      RELU,
    ),
    'a convolution that an activation reads too': imageNetwork(
      [16, 16, 8],
      'unspecified',
      (net, image) => {
        const raw = addSteps(net, image, conv(8));
        return net.add('add', 'add', {}, addSteps(net, raw, RELU), addSteps(net, raw, conv(8)));
      },
    ),
  },
});
