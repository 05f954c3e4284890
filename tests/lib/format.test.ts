import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBytes, formatCount, formatDelta, formatExact, formatShare } from '@/lib/format';

describe('counts', () => {
  it.each([
    [0, '0'],
    [7, '7'],
    [640, '640'],
    [999, '999'],
    [1_000, '1.00 k'],
    [9_408, '9.41 k'],
    [23_296, '23.30 k'],
    [118_013_952, '118.0 M'],
    [11_689_512, '11.69 M'],
    [1_814_073_344, '1.81 G'],
    [999_949, '999.9 k'],
    [999_999, '1.00 M'],
    [999_999_999, '1.00 G'],
    [1.5e18, '1500 P'],
    [0.5, '0.500'],
    [12.345, '12.3'],
    [0.0001, '0'],
    [999.6, '999.6'],
    [-23_296, '-23.30 k'],
  ])('writes %d as “%s”', (value, text) => {
    expect(formatCount(value)).toBe(text);
  });

  it('never needs an exponent nor more than four digits before the prefixes end', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 9e17, noNaN: true }), (value) => {
        expect(formatCount(value)).toMatch(/^\d{1,4}(\.\d{1,6})?( [kMGTP])?$/u);
      }),
    );
  });

  it('stays within half a percent of the value', () => {
    const factors: Record<string, number> = { k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15 };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (value) => {
        const [digits = '', unit = ''] = formatCount(value).split(' ');
        const read = Number(digits) * (factors[unit] ?? 1);
        expect(Math.abs(read - value) / value).toBeLessThanOrEqual(0.005);
      }),
    );
  });
});

describe('bytes', () => {
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1023.7, '1023.7 B'],
    [1024, '1.00 KiB'],
    [46_758_048, '44.59 MiB'],
    [1024 ** 3 - 1, '1.00 GiB'],
    [141 * 1024 ** 3, '141.0 GiB'],
  ])('writes %d as “%s”', (value, text) => {
    expect(formatBytes(value)).toBe(text);
  });
});

describe('other numbers', () => {
  it('writes every digit in groups of three', () => {
    expect(formatExact(11_689_512)).toBe('11,689,512');
    expect(formatExact(0.25)).toBe('0.25');
  });

  it('writes changes with a sign, also where there is none', () => {
    expect([1_200_000, -320, 0].map((value) => formatDelta(value, formatCount))).toEqual([
      '+1.20 M',
      '−320',
      '±0',
    ]);
  });

  it.each([
    [0, '0 %'],
    [0.125, '13 %'],
    [0.0512, '5.1 %'],
    [0.0999, '10 %'],
    [0.00123, '0.12 %'],
    [1, '100 %'],
    [2.5, '250 %'],
  ])('writes the share %d as “%s”', (share, text) => {
    expect(formatShare(share)).toBe(text);
  });
});
