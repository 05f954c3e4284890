import { z } from 'zod';

export const TRAINING_OPTIMIZERS = ['sgd', 'momentum', 'adam', 'rmsprop'] as const;
export type TrainingOptimizerName = (typeof TRAINING_OPTIMIZERS)[number];

const LARGEST_SEED = 0x7fff_ffff;

/** How a design is trained; the same settings, data and seed make runs of variants comparable. */
export const trainingSettingsSchema = z.strictObject({
  /** Times that every image is seen. */
  epochs: z.int().min(1).max(200).default(3),
  /** Images of one step. */
  batch: z.int().min(1).max(1024).default(32),
  learningRate: z.number().gt(0).max(10).default(0.001),
  optimizer: z.enum(TRAINING_OPTIMIZERS).default('adam'),
  /** Decides the weights at the start, the order of the images, what dropout drops, and drawn images. */
  seed: z.int().min(0).max(LARGEST_SEED).default(1),
  /** Images to learn from, at most; a fifth as many are held against it. */
  samples: z.int().min(10).max(60_000).default(2000),
});

export type TrainingSettings = z.output<typeof trainingSettingsSchema>;

export const DEFAULT_TRAINING_SETTINGS: TrainingSettings = trainingSettingsSchema.parse({});

const VALIDATION_PART = 5;

/** Images for the validation of a training on `samples` images. */
export function validationSamples(samples: number): number {
  return Math.max(1, Math.ceil(samples / VALIDATION_PART));
}
