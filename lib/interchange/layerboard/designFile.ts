import { z } from 'zod';
import { DEFAULT_SETTINGS, type LayerGraph, type LayerNode } from '@/lib/graph/graph';
import {
  edgeSchema,
  frameSchema,
  groupSchema,
  LIMITS,
  nameSchema,
  settingsSchema,
} from '@/lib/graph/schemas';
import { type StoredGraph, storeGraph } from '@/lib/graph/stored';
import { type AnyKind, KIND_NAMES, kindOf } from '@/lib/layers/catalogue';
import { type LintSettings, lintSettingsSchema, NO_LINT_SETTINGS } from '@/lib/rules/lintSettings';

/** Name and version of the file that a design is saved as. README.md says when it moves. */
export const DESIGN_FORMAT = 'layerboard-design/2';

/** A design as a file: its name, and its graph as it is stored. */
export interface DesignFile extends Omit<StoredGraph, 'format'> {
  readonly format: typeof DESIGN_FORMAT;
  /** Null for a design that nobody has named; readers take the name of the file then. */
  readonly name: string | null;
  /** What people decided about the design rules; missing where they decided nothing. */
  readonly lint?: LintSettings;
}

export function designFile(
  name: string | null,
  graph: LayerGraph,
  lint: LintSettings = NO_LINT_SETTINGS,
): DesignFile {
  const { format: _graphFormat, ...parts } = storeGraph(graph);
  const decided = Object.keys(lint.rules).length > 0 || lint.waivers.length > 0;
  return { format: DESIGN_FORMAT, name, ...parts, ...(decided && { lint }) };
}

/** The text of a file that a design is saved as: a line for each layer and wire, so that versions can be compared. */
export function writeDesignFile(
  name: string | null,
  graph: LayerGraph,
  lint: LintSettings = NO_LINT_SETTINGS,
): string {
  const { nodes, edges, groups, ...rest } = designFile(name, graph, lint);
  const list = (items: readonly unknown[]) =>
    items.length === 0
      ? '[]'
      : `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]`;
  const fields = [
    `"format": ${JSON.stringify(rest.format)}`,
    `"name": ${JSON.stringify(rest.name)}`,
    `"settings": ${JSON.stringify(rest.settings)}`,
    ...(rest.lint ? [`"lint": ${JSON.stringify(rest.lint)}`] : []),
    `"groups": ${list(groups)}`,
    `"nodes": ${list(nodes.map(inOrder))}`,
    `"edges": ${list(edges)}`,
  ];
  return `{\n${fields.map((each) => `  ${each}`).join(',\n')}\n}\n`;
}

/** A layer with its fields in one order, whatever the order in which they came to be. */
function inOrder({ id, name, kind, params, position, group, origin }: LayerNode) {
  return { id, name, kind, params, position, group, origin };
}

/** The JSON Schema (draft 2020-12) of the file, from the same schemas that check every edit. */
export function designJsonSchema(): object {
  const node = z.intersection(frameSchema, z.discriminatedUnion('kind', kindSchemas()));
  const file = z.strictObject({
    $schema: z.string().max(2000).optional(),
    format: z.literal(DESIGN_FORMAT),
    name: nameSchema.nullable(),
    settings: settingsSchema.default(DEFAULT_SETTINGS),
    lint: lintSettingsSchema.optional(),
    groups: z.array(groupSchema).max(LIMITS.groups).default([]),
    nodes: z.array(node).max(LIMITS.nodes),
    edges: z.array(edgeSchema).max(LIMITS.edges),
  });
  return {
    title: 'Design of Layerboard',
    description:
      'A layer graph: layers (nodes), wires (edges), blocks (groups) and the settings that its figures are read with. Beyond this schema: ids are used once, wires end at layers, ports and slots that exist and run in no circle, every group has a layer.',
    ...z.toJSONSchema(file, { io: 'input' }),
  };
}

/** What is particular to each kind; what all layers share stands beside it. */
function kindSchemas() {
  const schemas = KIND_NAMES.map((kind) => particularsOf(kindOf({ kind })));
  return schemas as [(typeof schemas)[number], ...typeof schemas];
}

function particularsOf({ kind, params, summary }: AnyKind) {
  return z.object({ kind: z.literal(kind), params }).meta({ description: summary });
}
