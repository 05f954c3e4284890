import { imageNetwork } from '@/lib/templates/imageNetwork';
import { addSteps, chained, conv, POOL } from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

ruleSuite('dropped-edge', {
  fires: {
    'the last row and column of 7×7 under a 2×2 pool': {
      graph: chained([7, 7, 8], 'unspecified', POOL),
      says: [
        {
          level: 'advice',
          node: 'mp1',
          nodes: ['mp1'],
          message: '“mp1” never reads the last row and the last column of its 7×7 map.',
          fix: 'Let the last window of “mp1” hang over',
        },
      ],
      mended: chained([7, 7, 8], 'unspecified', ['maxPool2d', { ceilMode: true }]),
    },
    'two columns under an average pool': {
      graph: chained([8, 10, 8], 'unspecified', ['avgPool2d', { kernel: [4, 4], stride: [4, 4] }]),
      says: [
        {
          level: 'advice',
          node: 'ap1',
          nodes: ['ap1'],
          message: '“ap1” never reads the last 2 columns of its 8×10 map.',
          fix: 'Let the last window of “ap1” hang over',
        },
      ],
    },
    'a pool in a branch, which has to stay as small as the other': {
      graph: imageNetwork([7, 7, 8], 'unspecified', (net, image) =>
        net.add('concat', 'both', {}, addSteps(net, image, POOL), addSteps(net, image, POOL)),
      ),
      says: [
        {
          level: 'advice',
          node: 'mp1',
          nodes: ['mp1'],
          message: '“mp1” never reads the last row and the last column of its 7×7 map.',
        },
        {
          level: 'advice',
          node: 'mp2',
          nodes: ['mp2'],
          message: '“mp2” never reads the last row and the last column of its 7×7 map.',
        },
      ],
    },
  },
  quiet: {
    'an even map': chained([8, 8, 8], 'unspecified', POOL),
    'a window that hangs over': chained([7, 7, 8], 'unspecified', [
      'maxPool2d',
      { ceilMode: true },
    ]),
    'a rest that lies in the padding, as in ResNet': chained([112, 112, 8], 'unspecified', [
      'maxPool2d',
      { kernel: [3, 3], padding: { top: 1, bottom: 1, left: 1, right: 1 } },
    ]),
    'a strided convolution, which reads over the edge of its neighbours': chained(
      [7, 7, 8],
      'unspecified',
      conv(8, 2, { stride: [2, 2], padding: 'valid' }),
    ),
  },
});
