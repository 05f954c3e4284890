import { describe, expect, it } from 'vitest';
import { powersOfTwo } from '@/app/(workspace)/designs/[designId]/_editor/summary/powersOfTwo';

describe('powersOfTwo', () => {
  it('has both ends where they are few', () => {
    expect(powersOfTwo(1, 16, 6)).toEqual([1, 2, 4, 8, 16]);
  });

  it('leaves out the same number between any two where they are many', () => {
    expect(powersOfTwo(1, 1024, 6)).toEqual([1, 4, 16, 64, 256, 1024]);
    expect(powersOfTwo(0.125, 256, 7)).toEqual([0.125, 0.5, 2, 8, 32, 128]);
  });

  it('is one tick where both ends are the same', () => {
    expect(powersOfTwo(4, 4, 5)).toEqual([4]);
  });
});
