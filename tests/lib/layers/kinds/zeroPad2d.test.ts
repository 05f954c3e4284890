import { describe, expect, it } from 'vitest';
import { catalogue, makeLayer } from '@/lib/layers/catalogue';
import { featureMap, vector } from '@/lib/tensor/tensorType';
import { emitted } from '@/tests/support/emitted';
import { expectFacts, expectProblems, sliding } from '@/tests/support/expectFacts';

const NONE = { top: 0, bottom: 0, left: 0, right: 0 };

describe('zeroPad2d', () => {
  it('[A2] adds rows and columns, which moves the field', () => {
    expectFacts('zeroPad2d', { top: 1, bottom: 2, left: 3, right: 4 }, [featureMap(3, 8, 8)], {
      outputs: [featureMap(3, 11, 15)],
      reach: sliding({ kernel: 1, padding: [1, 2] }, { kernel: 1, padding: [3, 4] }),
    });
  });

  it('adds channels of zeros: the parameter-free shortcut of ResNet for CIFAR', () => {
    const params = { ...NONE, channelsBefore: 8, channelsAfter: 8 };
    expectFacts('zeroPad2d', params, [featureMap(16, 16, 16)], {
      outputs: [featureMap(32, 16, 16)],
      reach: sliding({ kernel: 1 }),
    });
    expect(emitted(makeLayer('zeroPad2d', params), [featureMap(16, 16, 16)])).toEqual({
      keras: [{ name: 'zeroChannels', args: { before: 8, after: 8 } }],
      torch: [{ name: 'F.pad', args: { pad: [0, 0, 0, 0, 8, 8] } }],
    });
  });

  it('[L1] refuses vectors', () => {
    expectProblems('zeroPad2d', {}, [vector(4)], {
      code: 'wrong-rank',
      message: 'Zero pad 2D needs a feature map (height × width × channels), but the input is 4.',
      slot: 0,
    });
  });

  it('shows edges and channels on the canvas where there are some', () => {
    const { zeroPad2d } = catalogue;
    const digest = (params: object) => zeroPad2d.digest(zeroPad2d.params.parse(params));
    expect(digest({})).toBe('1,1,1,1');
    expect(digest({ ...NONE, channelsAfter: 16 })).toBe('+16 channels');
    expect(digest(NONE)).toBe('');
  });
});
