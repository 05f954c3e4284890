import { expect, it } from 'vitest';
import type { z } from 'zod';
import { operations, PROTOCOL_VERSION } from '@/lib/document/apply';
import { presenceSchema } from '@/lib/document/presence';
import { frameSchema } from '@/lib/graph/schemas';
import { catalogue } from '@/lib/layers/catalogue';
import { schemaHash } from '@/tests/support/schemaHash';

/** What travels: operations, the layers in them, presence. */
const WIRE = { version: 7, hash: 'bae590ab2b72eb33' };

const INSTRUCTIONS = `What operations may look like has changed. Other tabs, the log and the server
may hold the old form, so decide what becomes of it, raise PROTOCOL_VERSION in lib/document/apply.ts,
give its history there one line that says what changed, and put version and hash into this test.`;

it('[P4] [P5] moves PROTOCOL_VERSION whenever what travels changes its form', () => {
  const schemas: Record<string, z.ZodType> = { frame: frameSchema, presence: presenceSchema };
  for (const [name, { schema }] of Object.entries(operations))
    schemas[`operation ${name}`] = schema;
  for (const [kind, { params }] of Object.entries(catalogue)) schemas[`kind ${kind}`] = params;
  const found = { version: PROTOCOL_VERSION, hash: schemaHash(schemas) };
  expect(found, INSTRUCTIONS).toEqual(WIRE);
});
