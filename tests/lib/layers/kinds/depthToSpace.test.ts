import { describe, expect, it } from 'vitest';
import { makeLayer } from '@/lib/layers/catalogue';
import { featureMap, vector } from '@/lib/tensor/tensorType';
import { emitted } from '@/tests/support/emitted';
import { expectFacts, expectProblems } from '@/tests/support/expectFacts';

describe('depthToSpace', () => {
  it('[L6] [L8] [L13] makes an image of 27 channels for ESPCN; the pixels of a block read the same position', () => {
    const thrice = { units: 3, step: 1, reads: new Array(3).fill({ low: 0, high: 0 }) };
    expectFacts('depthToSpace', { block: 3 }, [featureMap(27, 10, 12)], {
      outputs: [featureMap(3, 30, 36)],
      reach: { type: 'span', height: thrice, width: thrice },
    });
  });

  it('does not follow patterns longer than any map has', () => {
    expectFacts('depthToSpace', { block: 5000 }, [featureMap(25_000_000, 1, 1)], {
      outputs: [featureMap(1, 5000, 5000)],
      reach: { type: 'unknown' },
    });
  });

  it('[L1] refuses blocks that do not divide the channels, and vectors', () => {
    expectProblems('depthToSpace', { block: 2 }, [featureMap(6, 4, 4)], {
      code: 'not-divisible',
      message: 'Blocks of 2×2 do not divide 6 channels evenly.',
      param: 'block',
    });
    expectProblems('depthToSpace', {}, [vector(4)], {
      code: 'wrong-rank',
      message:
        'Depth to space needs a feature map (height × width × channels), but the input is 4.',
      slot: 0,
    });
  });

  it('is a pixel shuffle in PyTorch only where channels come first', () => {
    const layer = makeLayer('depthToSpace', { order: 'positions' });
    expect(emitted(layer, [featureMap(4, 4, 4)]).torch).toEqual([
      { name: 'DepthToSpace', args: { block_size: 2 } },
    ]);
  });
});
