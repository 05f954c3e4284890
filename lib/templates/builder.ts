import type { z } from 'zod';
import {
  DEFAULT_SETTINGS,
  type Edge,
  type Group,
  type LayerGraph,
  type LayerNode,
} from '@/lib/graph/graph';
import { layoutGraph } from '@/lib/graph/layout';
import { invariant } from '@/lib/invariant';
import { type catalogue, type KindName, makeLayer } from '@/lib/layers/catalogue';

/** An output of a layer that is being built, to hang other layers on. */
export interface Tap {
  readonly id: string;
  readonly port: number;
}

/** Parameters of a kind as they are written: what is left out stays at its default. */
export type ParamsInput<K extends KindName> = z.input<(typeof catalogue)[K]['params']>;

/**
 * Builds a graph layer by layer, in the order in which it runs. Ids are made from the names, so
 * that a template comes out the same every time; parameters that do not fit throw.
 */
export class GraphBuilder {
  private readonly nodes = new Map<string, LayerNode>();
  private readonly edges = new Map<string, Edge>();
  private readonly groups = new Map<string, Group>();
  private currentGroup: string | null = null;

  /** Adds a layer that reads `inputs`, in the order of its slots. */
  add<K extends KindName>(
    kind: K,
    name: string,
    params: ParamsInput<K>,
    ...inputs: readonly Tap[]
  ): Tap {
    const id = uniqueId(name, this.nodes);
    const layer = makeLayer(kind, params);
    const frame = { id, name, position: { x: 0, y: 0 }, group: this.currentGroup, origin: null };
    this.nodes.set(id, { ...frame, ...layer } as LayerNode);
    for (const [slot, tap] of inputs.entries()) {
      invariant(this.nodes.has(tap.id), `input ${tap.id} of ${name}`);
      const edge = { id: `${id}.${slot}`, source: tap.id, port: tap.port, target: id, slot };
      this.edges.set(edge.id, edge);
    }
    return { id, port: 0 };
  }

  /** The layers that `build` adds belong to a group of this name. Groups do not nest. */
  group<T>(name: string, build: () => T): T {
    return this.openGroup(name)(build);
  }

  /** A group to add layers to more than once: the layers that a call builds belong to it. */
  openGroup(name: string): <T>(build: () => T) => T {
    const id = uniqueId(name, this.groups);
    this.groups.set(id, { id, name });
    return (build) => {
      const before = this.currentGroup;
      this.currentGroup = id;
      const built = build();
      this.currentGroup = before;
      return built;
    };
  }

  build(): LayerGraph {
    const { nodes, edges, groups } = this;
    return layoutGraph({ nodes, edges, groups, settings: DEFAULT_SETTINGS });
  }
}

/** Another output port of a layer. */
export function port(tap: Tap, number: number): Tap {
  return { ...tap, port: number };
}

function uniqueId(name: string, taken: ReadonlyMap<string, unknown>): string {
  const base =
    name
      .replace(/[^A-Za-z0-9_.-]+/g, '_')
      .replace(/^[^A-Za-z0-9]+/, '')
      .slice(0, 48) || 'n';
  if (!taken.has(base)) return base;
  let count = 2;
  while (taken.has(`${base}-${count}`)) count++;
  return `${base}-${count}`;
}
