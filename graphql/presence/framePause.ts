/** At most twenty frames a second. */
const LEAST = 50;
/** Participants who are sent to all subscribers of a design together, in a second. */
const MOST_PER_SECOND = 40_000;

/**
 * Milliseconds between two frames of who is in a design. Everybody is told of everybody: from some
 * forty people on frames come the slower the more there are, down to one a second for two hundred.
 */
export function framePause(participants: number): number {
  return Math.max(LEAST, Math.ceil((participants ** 2 * 1_000) / MOST_PER_SECOND));
}
