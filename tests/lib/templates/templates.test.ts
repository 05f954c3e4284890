import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import type { LayerGraph, Point } from '@/lib/graph/graph';
import { NODE_SIZE } from '@/lib/graph/layout';
import { idSchema, nameSchema } from '@/lib/graph/schemas';
import { readGraph, storeGraph } from '@/lib/graph/stored';
import { shelves, templateById, templates } from '@/lib/templates/templates';

/** Joins of upsampled maps, in which neighbours look at one place, with maps in which each looks at its own. */
const MISALIGNED: Readonly<Record<string, readonly string[]>> = {
  unet: ['up4.cat', 'up3.cat', 'up2.cat', 'up1.cat'],
};

describe.each(templates)('$id', (template) => {
  const graph = template.build();

  it('has no errors and no unknowns, and its branches are aligned as far as they can be', () => {
    const troubled = [...analyse(graph).reports].filter(
      ([, report]) => report.status !== 'ok' || report.warnings.length > 0,
    );
    expect(troubled.map(([id]) => id)).toEqual(MISALIGNED[template.id] ?? []);
    expect(troubled.map(([, { status }]) => status)).toEqual(troubled.map(() => 'ok'));
  });

  it('begins with one input and ends in outputs only', () => {
    const kinds = [...graph.nodes.values()];
    const read = new Set([...graph.edges.values()].map(({ source }) => source));
    const ends = kinds.filter(({ id }) => !read.has(id));
    expect(kinds.filter(({ kind }) => kind === 'input')).toHaveLength(1);
    expect(ends.map(({ kind }) => kind)).toEqual(ends.map(() => 'output'));
    expect(ends.length).toBeGreaterThan(0);
  });

  it('has ids and names that documents accept', () => {
    const ids = [...graph.nodes.keys(), ...graph.edges.keys(), ...graph.groups.keys()];
    const names = [...graph.nodes.values(), ...graph.groups.values()].map(({ name }) => name);
    expect(ids.filter((id) => !idSchema.safeParse(id).success)).toEqual([]);
    expect(names.filter((name) => nameSchema.safeParse(name).data !== name)).toEqual([]);
  });

  it('uses every group it makes', () => {
    const used = new Set([...graph.nodes.values()].map(({ group }) => group));
    expect([...graph.groups.keys()].filter((id) => !used.has(id))).toEqual([]);
  });

  it('comes back from its stored form as it was', () => {
    const stored = JSON.parse(JSON.stringify(storeGraph(graph)));
    expect(readGraph(stored)).toEqual({ ok: true, value: graph });
  });

  it('is the same each time it is built', () => {
    expect(storeGraph(template.build())).toEqual(storeGraph(graph));
  });

  it('has no two layers on top of one another', () => {
    expect(overlapping(graph)).toEqual([]);
  });

  it('says what it is known for and where it is from', () => {
    const { title, summary, note = summary, source } = template;
    for (const text of [title, summary, note, source])
      expect(text.trim().length).toBeGreaterThan(4);
    expect([summary, note, source].map((text) => text.at(-1))).toEqual(['.', '.', '.']);
  });
});

/** Pairs of layers whose boxes share some place of the canvas. */
function overlapping(graph: LayerGraph): readonly string[] {
  const nodes = [...graph.nodes.values()];
  return nodes.flatMap((a, index) =>
    nodes
      .slice(index + 1)
      .filter((b) => meet(a.position, b.position))
      .map((b) => `${a.id} and ${b.id}`),
  );
}

function meet(a: Point, b: Point): boolean {
  return Math.abs(a.x - b.x) < NODE_SIZE.width && Math.abs(a.y - b.y) < NODE_SIZE.height;
}

describe('shelves', () => {
  it('have headings of their own and something under each', () => {
    const titles = shelves.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(shelves.filter(({ templates: each }) => each.length === 0)).toEqual([]);
  });

  it('hold every template once, under a title of its own', () => {
    expect(shelves.flatMap(({ templates: each }) => each)).toEqual(templates);
    expect(new Set(templates.map(({ title }) => title)).size).toBe(templates.length);
  });
});

describe('templateById', () => {
  it('finds each template under an id of its own', () => {
    expect(templates.map(({ id }) => templateById(id))).toEqual(templates);
  });

  it('finds nothing under a name that nobody has', () => {
    expect(templateById('resnet-1001')).toBeUndefined();
  });
});
