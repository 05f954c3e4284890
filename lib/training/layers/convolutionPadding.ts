import { z } from 'zod';

const edge = z.tuple([z.number(), z.number()]);

/** Padding of a convolution: by name, or the zeros before and behind each axis, height first. */
export const convolutionPaddingSchema = z.union([z.enum(['same', 'valid']), z.tuple([edge, edge])]);

type Edge = [number, number];

/** The padding as TensorFlow.js' operations take it. */
export function explicitPadding(
  padding: z.output<typeof convolutionPaddingSchema>,
): 'same' | 'valid' | [Edge, Edge, Edge, Edge] {
  if (typeof padding === 'string') return padding;
  const [height, width] = padding;
  return [[0, 0], height, width, [0, 0]];
}
