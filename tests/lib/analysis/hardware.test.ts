import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEVICES, fitOn, GIB, largestBatch } from '@/lib/analysis/hardware';

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

describe('fitOn', () => {
  it('[A12] fits when the high end does, is tight when only the low end does', () => {
    const device = { usable: 8 * GIB };
    expect(fitOn(device, { low: 1, high: 8 * GIB })).toBe('fits');
    expect(fitOn(device, { low: 8 * GIB, high: 8 * GIB + 1 })).toBe('tight');
    expect(fitOn(device, { low: 8 * GIB + 1, high: 9 * GIB })).toBe('too large');
  });
});

describe('DEVICES', () => {
  it('[A12] runs from small to large, from boards in a pocket to a data centre', () => {
    const sizes = DEVICES.map(({ memory }) => memory);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    expect(DEVICES.length).toBeGreaterThanOrEqual(20);
    expect([DEVICES[0]?.name, DEVICES.at(-1)?.name]).toEqual(['Raspberry Pi 4 (4 GB)', 'H200']);
  });

  it('[A12] knows each device once', () => {
    expect(new Set(DEVICES.map(({ name }) => name)).size).toBe(DEVICES.length);
  });

  it('[A12] says for each which document of its maker states the memory', () => {
    const unsourced = DEVICES.filter(
      ({ source }) =>
        !/(Data Sheet|Product Brief|whitepaper|User Guide|specifications)$/.test(source),
    );
    expect(unsourced).toEqual([]);
  });

  // The total that nvidia-smi prints, in MiB.
  it.each([
    ['Tesla T4', 15_109],
    ['Tesla V100', 16_160],
    ['A10', 22_731],
    ['L4', 23_034],
    ['GeForce RTX 3090', 24_268],
    ['A100 40 GB', 40_536],
    ['L40S', 46_068],
    ['H100', 81_559],
    ['H200', 143_771],
  ])('[A12] promises of a %s no more than the %i MiB that its driver shows', (name, shown) => {
    const device = DEVICES.find((each) => each.name === name);
    const share = (device?.usable ?? 0) / (shown * 1024 ** 2);
    expect(share).toBeLessThanOrEqual(1);
    expect(share).toBeGreaterThan(0.98);
  });
});
