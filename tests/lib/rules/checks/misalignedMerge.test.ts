import { imageNetwork } from '@/lib/templates/imageNetwork';
import { addSteps, conv, POOL, type Step } from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

function merged(one: readonly Step[], other: readonly Step[], size = 16) {
  return imageNetwork([size, size, 8], 'unspecified', (net, image) =>
    net.add('concat', 'both', {}, addSteps(net, image, ...one), addSteps(net, image, ...other)),
  );
}

const shifted = { top: 2, bottom: 0, left: 1, right: 1 };

ruleSuite('misaligned-merge', {
  fires: {
    'padding on one side only': {
      graph: merged([conv(8)], [conv(8, 3, { padding: shifted })]),
      says: [
        {
          level: 'warning',
          node: 'both',
          nodes: ['both', 'conv1', 'conv2'],
          message:
            'At “both” meet “conv1” and “conv2”, which look at places 1 pixel of the input apart along the height.',
          threshold: 0.5,
        },
      ],
    },
    'padding that shifts a strided window by two of its pixels': {
      graph: merged(
        [conv(8, 5, { stride: [2, 2], padding: { top: 4, bottom: 0, left: 2, right: 2 } })],
        [conv(8, 1, { stride: [2, 2] })],
      ),
      says: [
        {
          level: 'warning',
          node: 'both',
          nodes: ['both', 'conv1', 'conv2'],
          message:
            'At “both” meet “conv1” and “conv2”, which look at places 2 pixels of the input apart along the height.',
          threshold: 0.5,
        },
      ],
    },
    'branches that step differently': {
      graph: merged(
        [conv(8, 3, { stride: [2, 2] }), ['slice', { height: slice(8), width: slice(8) }]],
        [['slice', { height: slice(8), width: slice(8) }]],
      ),
      says: [
        {
          level: 'warning',
          node: 'both',
          nodes: ['both', 'slice1', 'slice2'],
          message:
            'At “both” meet “slice1” and “slice2”, which step by 2 and 1 pixels of the input: position after position they drift further apart.',
        },
      ],
    },
  },
  quiet: {
    'branches of several kernels, padded evenly': merged([conv(8)], [conv(8, 1)]),
    'TensorFlow’s padding of a strided 3×3 against a strided 1×1, half a step off': merged(
      [conv(8, 3, { stride: [2, 2] })],
      [conv(8, 1, { stride: [2, 2] })],
    ),
    'a shortcut behind an average pool, a quarter of a step off': merged(
      [conv(8, 3, { stride: [2, 2], padding: { top: 1, bottom: 1, left: 1, right: 1 } })],
      [['avgPool2d'], conv(8, 1)],
    ),
    'a map that was pooled and enlarged again, whose offsets cancel out': merged(
      [POOL, ['upsample2d'], conv(8)],
      [conv(8)],
    ),
    'a gate that sees everything': imageNetwork([16, 16, 8], 'unspecified', (net, image) =>
      net.add(
        'multiply',
        'gated',
        {},
        image,
        addSteps(net, image, ['globalAvgPool2d'], conv(8, 1)),
      ),
    ),
  },
});

function slice(end: number) {
  return { start: 0, end, step: 1 };
}
