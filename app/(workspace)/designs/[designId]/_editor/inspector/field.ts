import { z } from 'zod';
import type { Json } from '@/lib/document/operation';
import type { ParamMeta } from '@/lib/layers/params';

/** What every field of the inspector is given. */
export interface FieldProps {
  readonly meta: ParamMeta;
  readonly schema: z.ZodType;
  readonly value: Json;
  readonly disabled: boolean;
  /** Takes a value that fits the schema. */
  readonly onChange: (value: Json) => void;
}

/** Why a value does not fit a parameter; undefined when it does. */
export function complaintOf(schema: z.ZodType, value: Json): string | undefined {
  const parsed = z.safeParse(schema, value);
  return parsed.success ? undefined : (parsed.error.issues[0]?.message ?? 'This does not fit.');
}

/** A number as typed; text that is none stays text, which no schema of a number takes. */
export function parseNumber(text: string): Json {
  const trimmed = text.trim();
  return trimmed === '' || !Number.isFinite(Number(trimmed)) ? text : Number(trimmed);
}

/** The options of a parameter that is one of a list. */
export function optionsOf(schema: z.ZodType): readonly string[] {
  const options = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }).enum;
  return (options ?? []).map(String);
}
