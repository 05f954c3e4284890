import { z } from 'zod';
import { kindOf, portsOf } from '@/lib/layers/catalogue';
import { err, ok, type Result } from '@/lib/result';
import {
  DEFAULT_SETTINGS,
  type Edge,
  type Group,
  type LayerGraph,
  type LayerNode,
  type NodeId,
  type Settings,
} from './graph';
import { edgeSchema, groupSchema, LIMITS, nodeSchema, settingsSchema } from './schemas';
import { topologyOf } from './topology';
import { wiringOf } from './wiring';

/** Name and version of the stored form. */
export const GRAPH_FORMAT = 'layerboard-graph/1';

const storedSchema = z.strictObject({
  format: z.literal(GRAPH_FORMAT),
  nodes: z.array(nodeSchema).max(LIMITS.nodes),
  edges: z.array(edgeSchema).max(LIMITS.edges),
  groups: z.array(groupSchema).max(LIMITS.groups).default([]),
  settings: settingsSchema.default(DEFAULT_SETTINGS),
});

/** The stored form of a graph: plain JSON, nodes and edges in the order in which they were added. */
export interface StoredGraph {
  readonly format: typeof GRAPH_FORMAT;
  readonly nodes: readonly LayerNode[];
  readonly edges: readonly Edge[];
  readonly groups: readonly Group[];
  readonly settings: Settings;
}

export function storeGraph(graph: LayerGraph): StoredGraph {
  return {
    format: GRAPH_FORMAT,
    nodes: [...graph.nodes.values()],
    edges: [...graph.edges.values()],
    groups: [...graph.groups.values()],
    settings: graph.settings,
  };
}

/**
 * Reads a stored graph that may come from anywhere. The error is a sentence that names the first
 * thing that does not fit and what was expected.
 */
export function readGraph(value: unknown): Result<LayerGraph, string> {
  const parsed = storedSchema.safeParse(value);
  if (!parsed.success) return err(describeIssue(parsed.error));
  return assemble(parsed.data);
}

/** Puts checked parts together; refuses double ids, wires to nowhere, circles, groups that do not exist and groups without layers. */
function assemble(stored: z.output<typeof storedSchema>): Result<LayerGraph, string> {
  const nodes = byId(stored.nodes);
  const edges = byId(stored.edges);
  const groups = byId(stored.groups);
  const double =
    firstDouble(stored.nodes) ?? firstDouble(stored.edges) ?? firstDouble(stored.groups);
  if (double) return err(`The id “${double}” is used twice.`);
  const homeless = stored.nodes.find(({ group }) => group !== null && !groups.has(group));
  if (homeless)
    return err(`“${homeless.name}” is in a group “${homeless.group}” that does not exist.`);
  const inhabited = new Set(stored.nodes.map(({ group }) => group));
  const empty = stored.groups.find(({ id }) => !inhabited.has(id));
  if (empty) return err(`The group “${empty.name}” has no layer.`);
  const loose = badWire(stored.edges, nodes);
  if (loose) return err(loose);
  const graph: LayerGraph = { nodes, edges, groups, settings: stored.settings };
  const circling = onCircle(graph);
  if (circling !== undefined)
    return err(
      `“${nodes.get(circling)?.name}” is on a circle of wires: a network must flow one way.`,
    );
  return ok(graph);
}

/** A layer on a circle. Layers that cannot run are on one or behind one: whoever walks back from them long enough is on it. */
function onCircle(graph: LayerGraph): NodeId | undefined {
  const { stuck } = topologyOf(graph);
  const wiring = wiringOf(graph);
  const waiting = new Set(stuck);
  let id = stuck[0];
  for (const _step of stuck) {
    const edge = id !== undefined && wiring.into(id).find(({ source }) => waiting.has(source));
    id = edge ? edge.source : id;
  }
  return id;
}

function byId<T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}

function firstDouble(items: readonly { readonly id: string }[]): string | undefined {
  const seen = new Set<string>();
  return items.find(({ id }) => seen.size === seen.add(id).size)?.id;
}

/** What is wrong with the first wire that has no end, no port or no slot to itself. */
function badWire(
  edges: readonly Edge[],
  nodes: ReadonlyMap<string, LayerNode>,
): string | undefined {
  const taken = new Set<string>();
  for (const edge of edges) {
    const source = nodes.get(edge.source);
    const target = nodes.get(edge.target);
    if (!source || !target)
      return `The wire “${edge.id}” leads ${source ? 'to' : 'from'} a layer “${source ? edge.target : edge.source}” that does not exist.`;
    if (edge.port >= portsOf(source).length)
      return `The wire “${edge.id}” starts at output ${edge.port + 1} of “${source.name}”, which has ${portsOf(source).length}.`;
    if (edge.slot >= kindOf(target).arity.max)
      return `The wire “${edge.id}” ends at input ${edge.slot + 1} of “${target.name}”, which has no such input.`;
    const slot = `${edge.target} ${edge.slot}`;
    if (taken.has(slot)) return `Two wires end at input ${edge.slot + 1} of “${target.name}”.`;
    taken.add(slot);
  }
  return undefined;
}

/** The first thing a schema complains of, as a sentence with the path to it. */
export function describeIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'The value does not fit.';
  const path = issue.path.map(String).join('.');
  return path ? `${path}: ${issue.message}` : issue.message;
}
