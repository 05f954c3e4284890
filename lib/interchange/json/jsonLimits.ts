/**
 * How much a JSON file may hold. Generous against real files (a design of 20,000 layers has some
 * 600,000 values), and small enough that a hostile file costs a second and some hundred megabytes
 * at most.
 */
export const JSON_LIMITS = {
  bytes: 64 * 1024 * 1024,
  /** Lists and objects within one another; readers walk them by recursion. */
  depth: 200,
  /** Values and keys in the whole file. */
  values: 4_000_000,
} as const;
