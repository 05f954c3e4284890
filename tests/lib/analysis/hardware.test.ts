import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEVICES, expectedUse, fitOn, GIB, largestBatch } from '@/lib/analysis/hardware';

const MIB = 1024 ** 2;

describe('largestBatch', () => {
  it('is the largest number that fits, as found by trying one after the other', () => {
    fc.assert(
      fc.property(fc.integer({ min: -5, max: 300 }), fc.nat(200), (limit, most) => {
        const fits = (batch: number) => batch <= limit;
        let best = 0;
        for (let batch = 1; batch <= most && fits(batch); batch++) best = batch;
        expect(largestBatch(fits, most)).toBe(best);
      }),
    );
  });

  it('asks no more often than a search by halves has to', () => {
    let asked = 0;
    largestBatch((batch) => {
      asked++;
      return batch <= 777;
    });
    expect(asked).toBeLessThanOrEqual(17);
  });
});

describe('fitting', () => {
  it('[A12] expects from 300 MiB and 2 % to 1,100 MiB and 38 % more than the tensors', () => {
    const { low, high } = expectedUse(1000 * MIB);
    expect([Math.round(low / MIB), Math.round(high / MIB)]).toEqual([1320, 2480]);
    expect(expectedUse(0)).toEqual({ low: 300 * MIB, high: 1100 * MIB });
  });

  it('[A12] fits when the high end does, is tight when only the low end does', () => {
    const device = { name: 'Test', memory: 8 * GIB, shared: false };
    expect(fitOn(device, { low: 1, high: 8 * GIB })).toBe('fits');
    expect(fitOn(device, { low: 8 * GIB, high: 8 * GIB + 1 })).toBe('tight');
    expect(fitOn(device, { low: 8 * GIB + 1, high: 9 * GIB })).toBe('too large');
  });

  it('knows devices from small to large, each once', () => {
    const sizes = DEVICES.map(({ memory }) => memory);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    expect(new Set(DEVICES.map(({ name }) => name)).size).toBe(DEVICES.length);
  });
});
