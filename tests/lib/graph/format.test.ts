import { expect, it } from 'vitest';
import { z } from 'zod';
import { edgeSchema, frameSchema, groupSchema, settingsSchema } from '@/lib/graph/schemas';
import { GRAPH_FORMAT } from '@/lib/graph/stored';
import { catalogue } from '@/lib/layers/catalogue';
import { schemaHash } from '@/tests/support/schemaHash';

/** What is stored: layers, wires, groups, settings. */
const STORED = { format: 'layerboard-graph/1', hash: '52dba98d07829270' };

const INSTRUCTIONS = `What a stored graph looks like has changed. Files and databases hold the old
form. If everything old is still read as it was (a new kind, a new parameter with a default), put the
hash into this test. If not, teach readGraph to read the old form, raise GRAPH_FORMAT in
lib/graph/stored.ts, and put format and hash into this test.`;

it('moves GRAPH_FORMAT whenever the stored form changes', () => {
  const schemas: Record<string, z.ZodType> = {
    frame: frameSchema,
    edge: edgeSchema,
    group: groupSchema,
    settings: settingsSchema,
  };
  for (const [kind, { params }] of Object.entries(catalogue)) schemas[`kind ${kind}`] = params;
  const found = { format: GRAPH_FORMAT, hash: schemaHash(schemas) };
  expect(found, INSTRUCTIONS).toEqual(STORED);
});

it('tells a change of form from a change of words', () => {
  const hash = (largest: number, label: string) =>
    schemaHash({ thing: z.strictObject({ label: z.int().max(largest).meta({ label }) }) });
  expect(hash(5, 'Filters')).toBe(hash(5, 'Channels'));
  expect(hash(5, 'Filters')).not.toBe(hash(6, 'Filters'));
});
