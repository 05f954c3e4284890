import { describe, expect, it } from 'vitest';
import { catalogue } from '@/lib/layers/catalogue';
import { featureMap, vector } from '@/lib/tensor/tensorType';
import { expectFacts, expectProblems } from '@/tests/support/expectFacts';
import { KEEPS_INPUT } from '@/tests/support/weights';

describe('adaptiveAvgPool2d', () => {
  it('[L6] [L8] changes nothing of the 7x7 map of VGG at 224 pixels', () => {
    expectFacts('adaptiveAvgPool2d', {}, [featureMap(512, 7, 7)], {
      outputs: [featureMap(512, 7, 7)],
      operations: 512 * 49,
      saved: [KEEPS_INPUT],
    });
  });

  it('[A1] divides 7 into 3 regions that overlap, as PyTorch does', () => {
    const span = {
      units: 3,
      step: 7,
      reads: [
        { low: 0, high: 2 },
        { low: 2, high: 4 },
        { low: 4, high: 6 },
      ],
    };
    expectFacts('adaptiveAvgPool2d', { size: [3, 3] }, [featureMap(2, 7, 7)], {
      outputs: [featureMap(2, 3, 3)],
      reach: { type: 'span', height: span, width: span },
      operations: 98,
      saved: [KEEPS_INPUT],
    });
  });

  it('[L8] [A2] is a global average at 1x1, and keeps nothing', () => {
    expectFacts('adaptiveAvgPool2d', { size: [1, 1] }, [featureMap(512, 7, 7)], {
      outputs: [featureMap(512, 1, 1)],
      reach: { type: 'global' },
      operations: 512 * 49,
    });
  });

  it('[L1] refuses vectors', () => {
    expectProblems('adaptiveAvgPool2d', {}, [vector(4)], {
      code: 'wrong-rank',
      message:
        'Adaptive average pool needs a feature map (height × width × channels), but the input is 4.',
      slot: 0,
    });
  });

  it('writes the size that comes out on the canvas', () => {
    expect(catalogue.adaptiveAvgPool2d.digest({ size: [6, 4] })).toBe('→ 6×4');
  });
});
