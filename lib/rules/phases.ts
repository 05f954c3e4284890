import type { Window } from '@/lib/tensor/window';

/**
 * How many taps of a moving window fall on each position, by the position's remainder when divided
 * by the stride: 3 taps at stride 2 fall twice on even positions and once on odd ones. Away from
 * the edges, and for a transposed window the same of its output.
 */
function tapsByPhase({ kernel, stride, dilation }: Window): readonly number[] {
  const taps = new Array<number>(stride).fill(0);
  for (let tap = 0; tap < kernel; tap++) {
    const phase = (tap * dilation) % stride;
    taps[phase] = (taps[phase] ?? 0) + 1;
  }
  return taps;
}

/** Whether some positions get more taps than others. */
export function isUneven(window: Window): boolean {
  return new Set(tapsByPhase(window)).size > 1;
}

/** The share of positions that get a tap at all. */
export function readShare(window: Window): number {
  return tapsByPhase(window).filter((taps) => taps > 0).length / window.stride;
}

/** The different numbers of taps that fall on positions of a map, the smallest first. */
export function timesRead(height: Window, width: Window): readonly number[] {
  const across = [...new Set(tapsByPhase(width))];
  const times = [...new Set(tapsByPhase(height))].flatMap((a) => across.map((b) => a * b));
  return [...new Set(times)].toSorted((a, b) => a - b);
}
