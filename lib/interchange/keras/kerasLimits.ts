/** How much a Keras file may ask for: generous against real models, and a second or two at most. */
export const KERAS_LIMITS = {
  /** Layers of all models that are written out, used or not, and their uses. */
  steps: 100_000,
  /** Steps of inferring layers whose cost is not constant. */
  work: 4_000_000,
  /** Length of the pattern in which a resize or a transposed convolution reads. */
  pattern: 65_536,
} as const;
