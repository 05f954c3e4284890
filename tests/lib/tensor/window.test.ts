import { describe, expect, it } from 'vitest';
import {
  regionSpan,
  resampleSpan,
  samePadding,
  transposedLength,
  transposedSpan,
  type Window,
  windowLength,
} from '@/lib/tensor/window';

function window(kernel: number, stride = 1, pad = 0, dilation = 1): Window {
  return { kernel, stride, dilation, padLow: pad, padHigh: pad };
}

describe('windowLength', () => {
  it('[L2] drops the last odd row of a pool: 7 under a 2x2 pool becomes 3', () => {
    expect(windowLength(7, window(2, 2))).toBe(3);
  });

  it('[L2] counts positions of a padded, strided window: 224 under 7x7 stride 2 padding 3 becomes 112', () => {
    expect(windowLength(224, window(7, 2, 3))).toBe(112);
  });

  it('[L2] widens the window by its dilation', () => {
    expect(windowLength(10, window(3, 1, 0, 2))).toBe(6);
  });

  it('[L2] keeps a hanging window in ceil mode, unless it starts in the padding behind the map', () => {
    expect(windowLength(112, window(3, 2), 'ceil')).toBe(56);
    expect(windowLength(7, window(2, 2), 'ceil')).toBe(4);
    expect(windowLength(3, { ...window(1, 4), padHigh: 1 }, 'ceil')).toBe(1);
  });

  it('[L2] is 0 where the window does not fit', () => {
    expect(windowLength(2, window(3))).toBe(0);
  });
});

describe('samePadding', () => {
  it('[L3] puts the odd pixel behind the map', () => {
    expect(samePadding(224, 3, 2, 1)).toEqual({ low: 0, high: 1 });
    expect(samePadding(9, 3, 2, 1)).toEqual({ low: 1, high: 1 });
    expect(samePadding(8, 2, 1, 1)).toEqual({ low: 0, high: 1 });
  });
});

describe('transposed windows', () => {
  it('[L4] undo the length of the convolution that they transpose', () => {
    expect(transposedLength(16, window(4, 2, 1), 0)).toBe(32);
    expect(transposedLength(1, window(4, 1), 0)).toBe(4);
  });

  it('[A1] read the inputs whose taps land on a position, phase by phase', () => {
    expect(transposedSpan(window(4, 2, 1))).toEqual({
      units: 2,
      step: 1,
      reads: [
        { low: -1, high: 0 },
        { low: 0, high: 1 },
      ],
    });
  });
});

describe('patterns that repeat', () => {
  it('[A1] upsampling by 2 reads one input from two neighbours', () => {
    expect(resampleSpan(4, 8, 'nearest')).toEqual({
      units: 2,
      step: 1,
      reads: [
        { low: 0, high: 0 },
        { low: 0, high: 0 },
      ],
    });
    expect(resampleSpan(4, 8, 'bilinear').reads).toEqual([
      { low: -1, high: 0 },
      { low: 0, high: 1 },
    ]);
  });

  it('[A1] adaptive regions overlap where they do not divide the map', () => {
    expect(regionSpan(7, 3)).toEqual({
      units: 3,
      step: 7,
      reads: [
        { low: 0, high: 2 },
        { low: 2, high: 4 },
        { low: 4, high: 6 },
      ],
    });
  });
});
