const FIRST = 250;
const LONGEST = 5_000;

/**
 * Milliseconds to wait before trying to connect again, after so many attempts that failed: about
 * twice as long each time, never over five seconds, and spread so that instances which lost the
 * same server do not come back in step. `random` is in [0, 1).
 */
export function pauseBefore(failures: number, random: number = Math.random()): number {
  return Math.min(FIRST * 2 ** failures, LONGEST) * (0.5 + random / 2);
}
