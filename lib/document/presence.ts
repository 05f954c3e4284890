import { z } from 'zod';
import { idSchema } from '@/lib/graph/schemas';

const coordinate = z.number().min(-1e6).max(1e6);

/** What a client tells of itself, many times a second; never stored. Names and colours come from the server. */
export const presenceSchema = z.strictObject({
  /** Pointer on the canvas, in canvas pixels; null while it is elsewhere. */
  cursor: z.strictObject({ x: coordinate, y: coordinate }).nullable(),
  selection: z.array(idSchema).max(200),
  /** Layers on their way while somebody drags them. */
  drag: z
    .array(z.strictObject({ id: idSchema, x: coordinate, y: coordinate }))
    .max(200)
    .default([]),
  /**
   * The property whose field has the focus: of a layer or a block, or, with null, of the design. Whoever takes a field
   * over has a higher turn than whoever had it; the first one has 0.
   */
  editing: z
    .strictObject({
      node: idSchema.nullable(),
      param: z.string().max(64),
      turn: z.int().nonnegative().default(0),
    })
    .nullable()
    .default(null),
  /** The part of the canvas that is on the screen, in canvas pixels, for those who follow along. */
  view: z
    .strictObject({
      x: coordinate,
      y: coordinate,
      width: z.number().positive().max(1e6),
      height: z.number().positive().max(1e6),
    })
    .nullable()
    .default(null),
});

export type Presence = z.output<typeof presenceSchema>;

/** A tab that has said nothing yet. */
export const SILENT: Presence = {
  cursor: null,
  selection: [],
  drag: [],
  editing: null,
  view: null,
};

/** One person in a design, as the others see them. */
export interface Participant extends Presence {
  /** One browser tab. */
  readonly client: string;
  readonly userId: string;
  readonly name: string;
  readonly color: string;
}

const COLORS = [
  '#e8590c',
  '#1971c2',
  '#2f9e44',
  '#c2255c',
  '#6741d9',
  '#0c8599',
  '#e67700',
  '#5c940d',
] as const;

/** The colour of a person: the same for everyone who looks. */
export function colorOf(userId: string): string {
  let hash = 0;
  for (const character of userId) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) | 0;
  return COLORS[Math.abs(hash) % COLORS.length] ?? COLORS[0];
}
