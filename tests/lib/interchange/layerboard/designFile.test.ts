import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { storeGraph } from '@/lib/graph/stored';
import {
  DESIGN_FORMAT,
  designFile,
  designJsonSchema,
  writeDesignFile,
} from '@/lib/interchange/layerboard/designFile';
import { MIGRATIONS, migrate } from '@/lib/interchange/layerboard/migrations';
import { readFile } from '@/lib/interchange/readFile';
import { KIND_NAMES } from '@/lib/layers/catalogue';
import { templates } from '@/lib/templates/templates';
import { smallDesign } from '@/tests/support/smallDesign';

const bytes = (text: string) => new TextEncoder().encode(text);

function refusal(file: unknown): string | undefined {
  const read = readFile('design.json', bytes(JSON.stringify(file)));
  return read.ok ? undefined : `${read.error.code}: ${read.error.message}`;
}

describe('a design saved as a file', () => {
  it.each(templates.map((template) => [template.id, template] as const))(
    'is read as it was written: %s',
    (_id, template) => {
      const graph = template.build();
      const read = readFile('other name.json', bytes(writeDesignFile(template.title, graph)));
      expect(read).toEqual({
        ok: true,
        value: {
          graph,
          model: { format: 'layerboard', name: template.title },
          opaque: [],
          notes: [],
        },
      });
      expect(read.ok && writeDesignFile(template.title, read.value.graph)).toBe(
        writeDesignFile(template.title, graph),
      );
    },
  );

  it('carries what people decided about the rules', () => {
    const lint = {
      rules: { 'big-kernel': { level: 'off' as const } },
      waivers: [{ rule: 'no-activation', node: 'conv', reason: 'As published.' }],
    };
    const text = writeDesignFile('Small', smallDesign(), lint);
    expect(readFile('small.json', bytes(text))).toMatchObject({ ok: true, value: { lint } });
    expect(text.split('\n')[4]).toBe(`  "lint": ${JSON.stringify(lint)},`);
  });

  it('is read without what it says of rules that there are not, with a note', () => {
    const file = { ...designFile('Small', smallDesign()), lint: { rules: { nope: {} } } };
    const read = readFile('small.json', bytes(JSON.stringify(file)));
    expect(read.ok && [read.value.lint, read.value.graph]).toEqual([undefined, smallDesign()]);
    expect(read.ok && read.value.notes).toEqual([
      expect.stringMatching(
        /^What the file says under “lint” about the design rules is left out: rules\.nope: there is no rule “nope”; .*\.$/u,
      ),
    ]);
  });

  it('has a line for each layer and each wire', () => {
    const graph = smallDesign();
    const lines = writeDesignFile('Small', graph).split('\n');
    expect(lines).toHaveLength(12 + graph.groups.size + graph.nodes.size + graph.edges.size);
    expect(JSON.parse(lines.join('\n'))).toEqual(designFile('Small', graph));
  });

  it('may name its schema, for editors of text', () => {
    const file = { $schema: 'design.schema.json', ...designFile('Small', smallDesign()) };
    expect(refusal(file)).toBeUndefined();
  });

  it('takes the name of the file when it has none', () => {
    const read = readFile('My net.json', bytes(writeDesignFile(null, smallDesign())));
    expect(read.ok && read.value.model.name).toBe('My net');
  });

  it.each([
    ['', 'BAD_DESIGN: “design.json” does not fit: name: must not be empty.'],
    [
      7,
      'BAD_DESIGN: “design.json” does not fit: name: Invalid input: expected string, received number.',
    ],
  ])('refuses the name %j', (name, sentence) => {
    expect(refusal({ ...designFile('Small', smallDesign()), name })).toBe(sentence);
  });

  it('names the layer whose parameters do not fit', () => {
    const file = designFile('Small', smallDesign());
    const [first, ...rest] = file.nodes;
    const nodes = [{ ...first, params: { form: 'cube' } }, ...rest];
    expect(refusal({ ...file, nodes })).toMatch(
      /^BAD_DESIGN: .* does not fit: nodes\.0\.params\.form: /,
    );
  });
});

describe('the schema of the file', () => {
  it('is committed as it follows from the code (npx vitest -u writes it anew)', async () => {
    await expect(`${JSON.stringify(designJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
      '../../../../lib/interchange/layerboard/design.schema.json',
    );
  });

  it('accepts every template, and no other kind of layer', () => {
    const schema = z.fromJSONSchema(designJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);
    for (const { title, build } of templates)
      expect(schema.safeParse(designFile(title, build())).error).toBeUndefined();
    const file = designFile('Small', smallDesign());
    const [first, ...rest] = file.nodes;
    expect(
      schema.safeParse({ ...file, nodes: [{ ...first, kind: 'conv3d' }, ...rest] }).success,
    ).toBe(false);
  });

  it('describes every kind', () => {
    const text = JSON.stringify(designJsonSchema());
    expect(KIND_NAMES.filter((kind) => !text.includes(`"const":"${kind}"`))).toEqual([]);
  });
});

describe('files of earlier versions', () => {
  it('form a chain that ends in today’s', () => {
    expect(MIGRATIONS.slice(1).map(({ from }) => from)).toEqual(
      MIGRATIONS.slice(0, -1).map(({ to }) => to),
    );
    expect(MIGRATIONS.at(-1)?.to).toBe(DESIGN_FORMAT);
  });

  it('layerboard-graph/1: a graph without a name, as databases and the API hold it', () => {
    const graph = smallDesign();
    const read = readFile('From the API.json', bytes(JSON.stringify(storeGraph(graph))));
    expect(read.ok && read.value.graph).toEqual(graph);
    expect(read.ok && read.value.model.name).toBe('From the API');
    expect(migrate({ format: 'layerboard-graph/1', nodes: [] })).toEqual({
      ok: true,
      value: { format: 'layerboard-design/2', name: null, nodes: [] },
    });
  });

  it('leave today’s form alone', () => {
    const file = designFile('Small', smallDesign());
    expect(migrate(file)).toEqual({ ok: true, value: file });
  });

  it('say so when they come from a newer Layerboard', () => {
    expect(refusal({ format: 'layerboard-design/47', layers: [] })).toBe(
      `BAD_DESIGN: “design.json” cannot be read: it was written by a newer Layerboard, in the form “layerboard-design/47”; this one reads up to “${DESIGN_FORMAT}”: update it first.`,
    );
  });
});
