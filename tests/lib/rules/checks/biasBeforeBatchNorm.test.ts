import { imageNetwork } from '@/lib/templates/imageNetwork';
import { addSteps, chained, conv, dense, FLAT, NORM, RELU } from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

ruleSuite('bias-before-bn', {
  fires: {
    'a convolution before its norm': {
      graph: chained([8, 8, 3], 'unspecified', conv(16), NORM, RELU),
      says: [
        {
          level: 'warning',
          node: 'conv1',
          nodes: ['conv1', 'bn1'],
          message:
            'The bias of “conv1” (16 values) has no effect: “bn1” subtracts the mean of each channel right after, and learns a shift of its own.',
          saving: { params: 16, note: 'The network computes the same without them.' },
          fix: 'Turn off the bias of “conv1”',
        },
      ],
      mended: chained([8, 8, 3], 'unspecified', conv(16, 3, { bias: false }), NORM, RELU),
    },
    'a dense layer before a norm that learns no shift': {
      graph: chained([8, 8, 3], 'logits', FLAT, dense(32), ['batchNorm', { affine: false }], RELU),
      says: [
        {
          level: 'warning',
          node: 'fc1',
          nodes: ['fc1', 'bn1'],
          message:
            'The bias of “fc1” (32 values) has no effect: “bn1” subtracts the mean of each channel right after.',
          saving: { params: 32, note: 'The network computes the same without them.' },
          fix: 'Turn off the bias of “fc1”',
        },
      ],
      mended: chained(
        [8, 8, 3],
        'logits',
        FLAT,
        dense(32, false),
        ['batchNorm', { affine: false }],
        RELU,
      ),
    },
    'transposed and depthwise convolutions, each by itself': {
      graph: chained(
        [8, 8, 3],
        'unspecified',
        ['convTranspose2d', { filters: 8 }],
        NORM,
        RELU,
        ['depthwiseConv2d'],
        NORM,
      ),
      says: [
        {
          level: 'warning',
          node: 'convt1',
          nodes: ['convt1', 'bn1'],
          message:
            'The bias of “convt1” (8 values) has no effect: “bn1” subtracts the mean of each channel right after, and learns a shift of its own.',
          saving: { params: 8, note: 'The network computes the same without them.' },
          fix: 'Turn off the bias of “convt1”',
        },
        {
          level: 'warning',
          node: 'dwconv1',
          nodes: ['dwconv1', 'bn2'],
          message:
            'The bias of “dwconv1” (8 values) has no effect: “bn2” subtracts the mean of each channel right after, and learns a shift of its own.',
          saving: { params: 8, note: 'The network computes the same without them.' },
          fix: 'Turn off the bias of “dwconv1”',
        },
      ],
    },
    'a flatten between, through which the bias stays the same in each feature': {
      graph: chained([8, 8, 3], 'unspecified', conv(4), FLAT, NORM),
      says: [
        {
          level: 'warning',
          node: 'conv1',
          nodes: ['conv1', 'bn1'],
          message:
            'The bias of “conv1” (4 values) has no effect: “bn1” subtracts the mean of each channel right after, and learns a shift of its own.',
          saving: { params: 4, note: 'The network computes the same without them.' },
          fix: 'Turn off the bias of “conv1”',
        },
      ],
    },
    'two norms that read the same convolution': {
      graph: imageNetwork([8, 8, 3], 'unspecified', (net, image) => {
        const map = addSteps(net, image, conv(4));
        return net.add('concat', 'both', {}, addSteps(net, map, NORM), addSteps(net, map, NORM));
      }),
      says: [
        {
          level: 'warning',
          node: 'conv1',
          nodes: ['conv1', 'bn1', 'bn2'],
          message:
            'The bias of “conv1” (4 values) has no effect: “bn1” subtracts the mean of each channel right after, and learns a shift of its own.',
          saving: { params: 4, note: 'The network computes the same without them.' },
          fix: 'Turn off the bias of “conv1”',
        },
      ],
    },
  },
  quiet: {
    'a convolution without bias': chained(
      [8, 8, 3],
      'unspecified',
      conv(16, 3, { bias: false }),
      NORM,
    ),
    'an activation between': chained([8, 8, 3], 'unspecified', conv(16), RELU, NORM),
    'a norm of each sample, which keeps differences between channels': chained(
      [8, 8, 3],
      'unspecified',
      conv(16),
      ['layerNorm'],
    ),
    'dropout between, which lets the bias show in what it leaves': chained(
      [8, 8, 3],
      'unspecified',
      conv(16),
      ['dropout'],
      NORM,
    ),
    'a convolution that somebody else reads too': imageNetwork(
      [8, 8, 3],
      'unspecified',
      (net, image) => {
        const map = addSteps(net, image, conv(4));
        return net.add('add', 'sum', {}, map, addSteps(net, map, NORM));
      },
    ),
  },
});
