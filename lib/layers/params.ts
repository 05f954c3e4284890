import { z } from 'zod';

/** How the inspector edits a parameter. */
export type Control =
  | 'integer'
  | 'number'
  | 'switch'
  | 'choice'
  | 'pair'
  | 'padding'
  | 'integers'
  | 'range'
  | 'text'
  | 'hidden';

/** Values of one parameter with which another means anything. */
export interface Condition {
  readonly param: string;
  readonly values: readonly (string | boolean)[];
}

/** What the inspector says about a parameter; carried by the schema itself. */
export interface ParamMeta {
  readonly label: string;
  readonly hint?: string;
  readonly control: Control;
  /** The parameter beside it, and the values of that with which it means anything; always, where there is none. */
  readonly when?: Condition;
  readonly [key: string]: unknown;
}

/** The label, hint and control of a parameter of some kind's schema. */
export function paramMeta(schema: z.ZodType): ParamMeta | undefined {
  return schema.meta() as ParamMeta | undefined;
}

/** A parameter that means something only with some values of another one; it keeps its own value with all of them. */
export function onlyWith<S extends z.ZodType>(
  param: string,
  values: Condition['values'],
  schema: S,
): S {
  return schema.meta({ ...schema.meta(), when: { param, values } });
}

/** Whether a parameter means anything beside the others of its layer. */
export function hasMeaning(
  { when }: ParamMeta,
  params: Readonly<Record<string, unknown>>,
): boolean {
  return !when || when.values.some((value) => value === params[when.param]);
}

const LARGEST_COUNT = 1_048_576;
const LARGEST_WINDOW = 1024;

export function count(label: string, byDefault: number, hint?: string) {
  return z
    .int()
    .min(1)
    .max(LARGEST_COUNT)
    .default(byDefault)
    .meta(meta(label, 'integer', hint));
}

/** A whole number from 0 on. */
export function index(label: string, byDefault: number, hint?: string) {
  return z
    .int()
    .min(0)
    .max(LARGEST_COUNT)
    .default(byDefault)
    .meta(meta(label, 'integer', hint));
}

export function number(
  label: string,
  byDefault: number,
  range: readonly [number, number],
  hint?: string,
) {
  return z
    .number()
    .min(range[0])
    .max(range[1])
    .default(byDefault)
    .meta(meta(label, 'number', hint));
}

export function toggle(label: string, byDefault: boolean, hint?: string) {
  return z
    .boolean()
    .default(byDefault)
    .meta(meta(label, 'switch', hint));
}

export function choice<const T extends readonly [string, ...string[]]>(
  label: string,
  options: T,
  byDefault: T[number],
  hint?: string,
) {
  return z
    .enum(options)
    .default(byDefault as never)
    .meta(meta(label, 'choice', hint));
}

export function text(label: string, byDefault: string, hint?: string) {
  return z
    .string()
    .max(200)
    .default(byDefault)
    .meta(meta(label, 'text', hint));
}

export function integers(label: string, byDefault: readonly number[], hint?: string) {
  return z
    .array(z.int().min(-1).max(LARGEST_COUNT))
    .min(1)
    .max(64)
    .default([...byDefault])
    .meta(meta(label, 'integers', hint));
}

/** A pair of whole numbers, height first. */
export type Pair = readonly [number, number];

/** Height and width of something, at least 1. */
export function pair(label: string, byDefault: Pair, hint?: string) {
  const extent = z.int().min(1).max(LARGEST_WINDOW);
  return z
    .tuple([extent, extent])
    .default([...byDefault])
    .meta(meta(label, 'pair', hint));
}

/** Height and width of something that may be 0. */
export function pairFromZero(label: string, byDefault: Pair, hint?: string) {
  return z
    .tuple([side, side])
    .default([...byDefault])
    .meta(meta(label, 'pair', hint));
}

/** Factors for height and width, not necessarily whole. */
export function scalePair(label: string, byDefault: Pair, hint?: string) {
  const factor = z.number().min(0.001).max(LARGEST_WINDOW);
  return z
    .tuple([factor, factor])
    .default([...byDefault])
    .meta(meta(label, 'pair', hint));
}

const position = z.int().min(-LARGEST_COUNT).max(LARGEST_COUNT);
const rangeSchema = z.strictObject({
  start: position,
  end: position.nullable(),
  step: z.int().min(1).max(LARGEST_COUNT),
});

/** Positions from `start` up to, not including, `end` (null: all), negative ones counted from the back. */
export type Range = z.output<typeof rangeSchema>;

export function range(label: string, hint?: string) {
  return rangeSchema.default({ start: 0, end: null, step: 1 }).meta(meta(label, 'range', hint));
}

const side = z.int().min(0).max(LARGEST_WINDOW);

/** Pixels added at each edge of a map. */
export const edgesSchema = z.strictObject({ top: side, bottom: side, left: side, right: side });
export type Edges = z.output<typeof edgesSchema>;

/** `same`: output of ceil(size / stride); `valid`: none; or so many pixels at each edge. SPEC L3. */
export type Padding = 'same' | 'valid' | Edges;

export function padding(byDefault: Padding, hint?: string) {
  return z
    .union([z.enum(['same', 'valid']), edgesSchema])
    .default(byDefault)
    .meta(meta('Padding', 'padding', hint));
}

/** Equal padding above and below, and left and right. */
export function evenEdges(vertical: number, horizontal = vertical): Edges {
  return { top: vertical, bottom: vertical, left: horizontal, right: horizontal };
}

function meta(label: string, control: Control, hint: string | undefined): ParamMeta {
  return hint === undefined ? { label, control } : { label, control, hint };
}
