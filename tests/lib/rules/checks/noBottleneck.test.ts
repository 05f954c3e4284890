import { must } from '@/lib/invariant';
import { templateById } from '@/lib/templates/templates';
import { chained, conv, RELU } from '../../../support/chained';
import { ruleSuite } from '../../../support/ruleSuite';

function template(id: string) {
  return must(templateById(id), id).build();
}

ruleSuite('no-bottleneck', {
  fires: {
    'the naive 5×5 of the lecture, which a 1×1 makes a tenth as dear': {
      graph: template('inception-naive'),
      says: [
        {
          level: 'advice',
          node: 'branch3.conv',
          nodes: ['branch3.conv'],
          message:
            '“branch3.conv” slides 5×5 over 192 channels for 120.4 M MACs; behind a 1×1 that squeezes them to 16 it would take 90 % fewer.',
          threshold: 192,
          saving: {
            params: 137728,
            macs: 107978752,
            note: 'With 16 channels behind the 1×1; biases not counted.',
          },
          fix: 'Put a 1×1 with 16 filters before “branch3.conv”',
        },
      ],
      mended: chained(
        [28, 28, 192],
        'unspecified',
        conv(16, 1, { padding: 'valid' }),
        RELU,
        conv(32, 5, { padding: { top: 2, bottom: 2, left: 2, right: 2 } }),
        RELU,
      ),
    },
    'a 7×7 between many channels': {
      graph: chained([14, 14, 512], 'unspecified', conv(512, 7)),
      says: [
        {
          level: 'advice',
          node: 'conv1',
          nodes: ['conv1'],
          message:
            '“conv1” slides 7×7 over 512 channels for 2.52 G MACs; behind a 1×1 that squeezes them to 96 it would take 81 % fewer.',
          threshold: 192,
          saving: {
            params: 10387456,
            macs: 2035941376,
            note: 'With 96 channels behind the 1×1; biases not counted.',
          },
          fix: 'Put a 1×1 with 96 filters before “conv1”',
        },
      ],
    },
    'a 3×3 where a project calls that dear': {
      graph: chained([14, 14, 256], 'unspecified', conv(256)),
      settings: { 'no-bottleneck': { thresholds: { kernel: 3 } } },
      says: [
        {
          level: 'advice',
          node: 'conv1',
          nodes: ['conv1'],
          message:
            '“conv1” slides 3×3 over 256 channels for 115.6 M MACs; behind a 1×1 that squeezes them to 64 it would take 72 % fewer.',
          threshold: 192,
          saving: {
            params: 425984,
            macs: 83492864,
            note: 'With 64 channels behind the 1×1; biases not counted.',
          },
          fix: 'Put a 1×1 with 64 filters before “conv1”',
        },
      ],
    },
  },
  quiet: {
    'the same 5×5 behind its bottleneck': template('inception-bottleneck'),
    'a 3×3 on many channels': chained([14, 14, 512], 'unspecified', conv(512)),
    'a 5×5 on few channels': chained([14, 14, 64], 'unspecified', conv(64, 5)),
    'a long thin window': chained([14, 14, 256], 'unspecified', [
      'conv2d',
      { filters: 256, kernel: [1, 7] },
    ]),
    'a window that covers the map': chained(
      [7, 7, 512],
      'unspecified',
      conv(4096, 7, { padding: 'valid' }),
    ),
  },
});
