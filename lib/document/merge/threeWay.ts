import { sameJson } from '@/lib/equal';
import type { MergePick } from './conflict';

/**
 * Whose value of a property stands, where `base` is what it was when the designs parted: that of the
 * one who changed it; a conflict where both did, each in its own way.
 */
export function threeWay<T>(
  base: T | undefined,
  ours: T,
  theirs: T,
  same: (a: T | undefined, b: T | undefined) => boolean = sameJson,
): MergePick | 'conflict' {
  if (same(ours, base)) return 'theirs';
  if (same(theirs, base) || same(ours, theirs)) return 'ours';
  return 'conflict';
}
