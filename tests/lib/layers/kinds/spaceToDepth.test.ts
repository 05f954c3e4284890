import { describe, expect, it } from 'vitest';
import { makeLayer } from '@/lib/layers/catalogue';
import { featureMap, vector } from '@/lib/tensor/tensorType';
import { emitted } from '@/tests/support/emitted';
import { expectFacts, expectProblems, sliding } from '@/tests/support/expectFacts';

describe('spaceToDepth', () => {
  it('[L6] [L8] [L13] makes 56×56×48 of an image for TResNet, and looks at blocks of 4×4, for free', () => {
    expectFacts('spaceToDepth', { block: 4, order: 'positions' }, [featureMap(3, 224, 224)], {
      outputs: [featureMap(48, 56, 56)],
      reach: sliding({ kernel: 4, stride: 4 }),
    });
  });

  it('[L1] refuses blocks that do not divide the map, and vectors', () => {
    expectProblems('spaceToDepth', { block: 4 }, [featureMap(3, 30, 32)], {
      code: 'not-divisible',
      message: 'Blocks of 4×4 do not divide a map of 30×32 evenly.',
      param: 'block',
    });
    expectProblems('spaceToDepth', {}, [vector(4)], {
      code: 'wrong-rank',
      message:
        'Space to depth needs a feature map (height × width × channels), but the input is 4.',
      slot: 0,
    });
  });

  it('is a pixel unshuffle in PyTorch only where channels come first', () => {
    const layer = makeLayer('spaceToDepth', { order: 'positions' });
    expect(emitted(layer, [featureMap(4, 4, 4)]).torch).toEqual([
      { name: 'SpaceToDepth', args: { block_size: 2 } },
    ]);
  });
});
