import { createHash } from 'node:crypto';
import { z } from 'zod';

const WORDS = new Set(['$schema', 'label', 'hint', 'control', 'when', 'title', 'description']);

/** A short fingerprint of what schemas accept: what people read on the screen does not count. */
export function schemaHash(schemas: Readonly<Record<string, z.ZodType>>): string {
  const shapes = Object.entries(schemas).map(([name, schema]) => [
    name,
    bare(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })),
  ]);
  return createHash('sha256').update(JSON.stringify(shapes)).digest('hex').slice(0, 16);
}

/** A JSON schema without its words, keys in order. The names of properties are not words. */
function bare(schema: unknown, isProperties = false): unknown {
  if (Array.isArray(schema)) return schema.map((each) => bare(each));
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(([key]) => isProperties || !WORDS.has(key));
  return Object.fromEntries(
    kept
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, bare(value, key === 'properties' && !isProperties)]),
  );
}
