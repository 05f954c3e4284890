import { describe, expect, it } from 'vitest';
import { blockBytes } from '@/lib/analysis/allocator';

const MIB = 1024 ** 2;

describe('blockBytes', () => {
  it.each([
    [0, 0],
    [1, 512],
    [512, 512],
    [513, 1024],
    [10 * MIB - 1, 10 * MIB],
    [10 * MIB, 10 * MIB],
    [10 * MIB + 1, 12 * MIB],
    [24.5 * MIB, 26 * MIB],
  ])('[A15] sets aside for %d bytes %d', (bytes, set) => {
    expect(blockBytes(bytes)).toBe(set);
  });
});
