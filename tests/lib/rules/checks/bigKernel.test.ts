import { evenEdges } from '@/lib/layers/params';
import { chained, conv, NORM, RELU } from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

ruleSuite('big-kernel', {
  fires: {
    '5×5 between equal channels: 18 weights instead of 25': {
      graph: chained([32, 32, 64], 'unspecified', conv(64, 5), RELU),
      says: [
        {
          level: 'advice',
          node: 'conv1',
          nodes: ['conv1'],
          message:
            '2 convolutions of 3×3 would see what the 5×5 of “conv1” sees, with 28 % fewer weights.',
          threshold: 5,
          saving: {
            params: 28672,
            macs: 29360128,
            note: 'With 64 channels between the 3×3 convolutions; biases and norms not counted.',
          },
          fix: 'Replace “conv1” by 2 convolutions of 3×3',
        },
      ],
      mended: chained([32, 32, 64], 'unspecified', conv(64), RELU, conv(64), RELU),
    },
    '7×7 between equal channels: 27 weights instead of 49': {
      graph: chained([32, 32, 64], 'unspecified', conv(64, 7, { padding: evenEdges(3) }), RELU),
      says: [
        {
          level: 'advice',
          node: 'conv1',
          nodes: ['conv1'],
          message:
            '3 convolutions of 3×3 would see what the 7×7 of “conv1” sees, with 45 % fewer weights.',
          threshold: 5,
          saving: {
            params: 90112,
            macs: 92274688,
            note: 'With 64 channels between the 3×3 convolutions; biases and norms not counted.',
          },
          fix: 'Replace “conv1” by 3 convolutions of 3×3',
        },
      ],
      mended: chained(
        [32, 32, 64],
        'unspecified',
        conv(64, 3, { padding: evenEdges(1) }),
        RELU,
        conv(64, 3, { padding: evenEdges(1) }),
        RELU,
        conv(64, 3, { padding: evenEdges(1) }),
        RELU,
      ),
    },
    '5×5 with a norm, and gives each of the two its own': {
      graph: chained(
        [32, 32, 32],
        'unspecified',
        conv(64, 5, { padding: 'valid', bias: false }),
        NORM,
        RELU,
      ),
      says: [
        {
          level: 'advice',
          node: 'conv1',
          nodes: ['conv1'],
          message:
            '2 convolutions of 3×3 would see what the 5×5 of “conv1” sees, with 46 % fewer weights.',
          threshold: 5,
          saving: {
            params: 23552,
            macs: 17395712,
            note: 'With 32 channels between the 3×3 convolutions; biases and norms not counted.',
          },
          fix: 'Replace “conv1” by 2 convolutions of 3×3',
        },
      ],
      mended: chained(
        [32, 32, 32],
        'unspecified',
        conv(32, 3, { padding: 'valid', bias: false }),
        NORM,
        RELU,
        conv(64, 3, { padding: 'valid', bias: false }),
        NORM,
        RELU,
      ),
    },
    '5×5 padded by one pixel, which the first of the two keeps or the second': {
      graph: chained([32, 32, 32], 'unspecified', conv(32, 5, { padding: evenEdges(1) })),
      says: [
        {
          level: 'advice',
          node: 'conv1',
          nodes: ['conv1'],
          message:
            '2 convolutions of 3×3 would see what the 5×5 of “conv1” sees, with 28 % fewer weights.',
          threshold: 5,
          saving: {
            params: 7168,
            macs: 6451200,
            note: 'With 32 channels between the 3×3 convolutions; biases and norms not counted.',
          },
          fix: 'Replace “conv1” by 2 convolutions of 3×3',
        },
      ],
    },
  },
  quiet: {
    '3×3': chained([32, 32, 64], 'unspecified', conv(64)),
    'a strided stem': chained([64, 64, 3], 'unspecified', conv(64, 7, { stride: [2, 2] })),
    'a 5×5 on few channels, where two 3×3 would need more weights': chained(
      [32, 32, 1],
      'unspecified',
      conv(6, 5),
    ),
    'a large depthwise window': chained([32, 32, 64], 'unspecified', [
      'depthwiseConv2d',
      { kernel: [7, 7] },
    ]),
    'a long thin window': chained([32, 32, 64], 'unspecified', [
      'conv2d',
      { filters: 64, kernel: [1, 7] },
    ]),
    'a window that covers the map': chained(
      [7, 7, 64],
      'unspecified',
      conv(64, 7, { padding: 'valid' }),
    ),
  },
});
