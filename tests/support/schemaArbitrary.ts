import fc from 'fast-check';
import { z } from 'zod';

/** The parts of JSON Schema that the house's zod schemas turn into. */
interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly items?: JsonSchema | false;
  readonly prefixItems?: readonly JsonSchema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | false;
}

/** Anything that a schema accepts, small values more often than large ones, as its parser returns it. */
export function arbitraryOf<S extends z.ZodType>(schema: S): fc.Arbitrary<z.output<S>> {
  const json = z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
  return anyValue(json).map((value) => schema.parse(value));
}

function anyValue(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.$ref) return fc.jsonValue({ depthSize: 'small' }).map(withoutNegativeZero);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(anyValue));
  switch (schema.type) {
    case 'integer':
      return wholeNumber(schema.minimum, schema.maximum);
    case 'number':
      return anyNumber(schema.minimum, schema.maximum);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return fc.string({ minLength: schema.minLength ?? 0, maxLength: schema.maxLength ?? 40 });
    case 'array':
      return listOf(schema);
    case 'object':
      return objectOf(schema);
    default:
      throw new Error(`No values are known for ${JSON.stringify(schema)}.`);
  }
}

function wholeNumber(
  min = Number.MIN_SAFE_INTEGER,
  max = Number.MAX_SAFE_INTEGER,
): fc.Arbitrary<number> {
  const near = Math.max(min, Math.min(0, max));
  return fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: near, max: Math.min(max, near + 8) }) },
    { weight: 2, arbitrary: fc.integer({ min: Math.max(min, -64), max: Math.min(max, 64) }) },
    { weight: 1, arbitrary: fc.integer({ min, max }) },
  );
}

function anyNumber(min = -1e9, max = 1e9): fc.Arbitrary<number> {
  const usual = [0, 0.25, 0.5, 1, 1.5, 2, 3].filter((value) => value >= min && value <= max);
  const any = fc.double({ min, max, noNaN: true }).map((value) => value + 0);
  return fc
    .oneof(fc.constantFrom(min, max, ...usual), any)
    .map(withoutNegativeZero) as fc.Arbitrary<number>;
}

function listOf({ items, prefixItems, minItems = 0, maxItems = 8 }: JsonSchema) {
  if (prefixItems) return fc.tuple(...prefixItems.map(anyValue));
  if (!items) throw new Error('A list without items.');
  const short = { minLength: minItems, maxLength: Math.min(maxItems, minItems + 3) };
  return fc.oneof(
    { weight: 4, arbitrary: fc.array(anyValue(items), short) },
    {
      weight: 1,
      arbitrary: fc.array(anyValue(items), { minLength: minItems, maxLength: maxItems }),
    },
  );
}

function objectOf({ properties, required = [], additionalProperties }: JsonSchema) {
  if (properties) {
    const fields = Object.entries(properties).map(([name, field]) => [name, anyValue(field)]);
    return fc.record(Object.fromEntries(fields), { requiredKeys: [...required] as never[] });
  }
  if (!additionalProperties) return fc.constant({});
  return fc.dictionary(fc.string({ maxLength: 20 }), anyValue(additionalProperties));
}

/** JSON writes -0 as 0. */
function withoutNegativeZero(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
