import { imageNetwork } from '@/lib/templates/imageNetwork';
import {
  addSteps,
  chained,
  conv,
  dense,
  FLAT,
  MEAN,
  POOL,
  type Step,
} from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

const halve = (times: number): readonly Step[] => Array.from({ length: times }, () => POOL);

ruleSuite('last-map', {
  fires: {
    '3×3 averaged in a network for large images': {
      graph: chained([224, 224, 3], 'logits', ...halve(6), conv(8), MEAN, dense(10)),
      says: [
        {
          level: 'advice',
          node: 'conv1',
          nodes: ['conv1', 'gap1'],
          message:
            'The last map is 3×3, made by “conv1”, before “gap1” sums it up; for images of 224 pixels 7×7 are advised.',
          threshold: 7,
        },
      ],
    },
    '4×4 flattened in a network for 32 pixels': {
      graph: chained([32, 32, 3], 'logits', ...halve(3), conv(8), FLAT, dense(10)),
      says: [
        {
          level: 'advice',
          node: 'conv1',
          nodes: ['conv1', 'flatten1'],
          message:
            'The last map is 4×4, made by “conv1”, before “flatten1” lays it out; for images of 32 pixels 5×5 are advised.',
          threshold: 5,
        },
      ],
    },
    '2×2 covered by one last window in a network for 16 pixels': {
      graph: chained([16, 16, 3], 'logits', ...halve(3), conv(10, 2, { padding: 'valid' }), FLAT),
      says: [
        {
          level: 'advice',
          node: 'mp3',
          nodes: ['mp3', 'conv1'],
          message:
            'The last map is 2×2, made by “mp3”, before “conv1” covers it; for images of 16 pixels 3×3 are advised.',
          threshold: 3,
        },
      ],
    },
    'one map that two heads read, once': {
      graph: imageNetwork([64, 64, 3], 'logits', (net, image) => {
        const map = addSteps(net, image, ...halve(4), conv(8));
        net.add('output', 'box', {}, addSteps(net, map, FLAT, dense(4)));
        return addSteps(net, map, MEAN, dense(10));
      }),
      says: [
        {
          level: 'advice',
          node: 'conv1',
          nodes: ['conv1', 'flatten1'],
          message:
            'The last map is 4×4, made by “conv1”, before “flatten1” lays it out; for images of 64 pixels 7×7 are advised.',
          threshold: 7,
        },
      ],
    },
  },
  quiet: {
    '7×7 for large images': chained([224, 224, 3], 'logits', ...halve(5), conv(8), MEAN, dense(10)),
    '3×3 for 28 pixels': chained(
      [28, 28, 1],
      'logits',
      ...halve(3),
      conv(10, 3, { padding: 'valid' }),
      FLAT,
    ),
    'the mean of a gate, behind which there are maps again': imageNetwork(
      [64, 64, 8],
      'unspecified',
      (net, image) => {
        const map = addSteps(net, image, ...halve(4), conv(8));
        const gate = addSteps(net, map, ['globalAvgPool2d'], conv(8, 1));
        return net.add('multiply', 'gated', {}, map, gate);
      },
    ),
    'a network that answers with a map': chained([64, 64, 3], 'unspecified', ...halve(4), conv(8)),
    'images so small that nothing can be said': chained(
      [8, 8, 1],
      'logits',
      ...halve(2),
      conv(8),
      MEAN,
    ),
  },
});
