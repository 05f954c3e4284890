import { sameJson } from '@/lib/equal';
import { canConnect } from '@/lib/graph/canConnect';
import type { Edge, EdgeId, LayerGraph } from '@/lib/graph/graph';
import { LIMITS } from '@/lib/graph/schemas';
import { topologyOf } from '@/lib/graph/topology';
import { kindOf, portsOf } from '@/lib/layers/catalogue';
import { putEdge } from '../change';
import type { LeftOut, Settle, Sides, WantedWire } from './conflict';
import { drawnWires } from './drawnWires';
import { nameIn } from './nameIn';

export interface FittedWires {
  readonly edges: ReadonlyMap<EdgeId, Edge>;
  readonly leftOut: readonly LeftOut[];
}

/**
 * As many of the wanted wires as make a valid design of `bare`, the merged design without wires.
 * Wires of ours come first. A wire of theirs that would close a circle with them is a conflict; when
 * it is taken, ours give way. What does not fit is left out with a sentence, except for wires that
 * were there before and go with a layer.
 */
export function fitWires(
  sides: Sides,
  bare: LayerGraph,
  wanted: readonly WantedWire[],
  settle: Settle,
): FittedWires {
  const hasSource = ({ source }: Edge) => bare.nodes.has(source);
  const whereTo = (elsewhere: boolean) =>
    wanted.flatMap(({ edge, displaced }) =>
      displaced === elsewhere && hasSource(edge) ? [edge] : [],
    );
  const [placed, displaced] = [whereTo(false), whereTo(true)];
  const whole = { ...bare, edges: new Map(placed.map((edge) => [edge.id, edge])) };
  const start = fitsAsItIs(whole)
    ? { graph: whole, refused: [] }
    : addAll(bare, inOrder(sides, bare, placed, settle));
  const end = addAll(start.graph, displaced);
  const lost = wanted.map(({ edge }) => edge).filter((edge) => !hasSource(edge));
  const cut = drawnWires(sides.base, lost).map((edge) => ({
    edge,
    message: `${nameIn(sides, edge.source)} is not in the merged design.`,
  }));
  const leftOut = [...cut, ...start.refused, ...end.refused].map(({ edge, message }) => ({
    id: `wire/${edge.id}`,
    sentence: `The wire ${endsText(sides, edge)} is left out. ${message}`,
  }));
  return { edges: end.graph.edges, leftOut };
}

/** What `canConnect` and the limit ask of every wire, for all of them together. */
function fitsAsItIs(graph: LayerGraph): boolean {
  const fits = ({ source, port, target, slot }: Edge) => {
    const [from, to] = [graph.nodes.get(source), graph.nodes.get(target)];
    return from && to && port < portsOf(from).length && slot < kindOf(to).arity.max;
  };
  if (graph.edges.size > LIMITS.edges) return false;
  return [...graph.edges.values()].every(fits) && topologyOf(graph).stuck.length === 0;
}

interface Refused {
  readonly edge: Edge;
  readonly message: string;
  readonly circle: boolean;
}

interface Grown {
  readonly graph: LayerGraph;
  readonly refused: readonly Refused[];
}

function addAll(graph: LayerGraph, edges: readonly Edge[]): Grown {
  let current = graph;
  const refused: Refused[] = [];
  for (const edge of edges) {
    const slot = canConnect(current, edge);
    if (!slot.ok) {
      const { code, message } = slot.error;
      refused.push({ edge, message, circle: code === 'CYCLE' || code === 'SELF_LOOP' });
    } else if (current.edges.size >= LIMITS.edges) {
      const message = `A design holds at most ${LIMITS.edges} wires.`;
      refused.push({ edge, message, circle: false });
    } else current = putEdge(current, { ...edge, slot: slot.value });
  }
  return { graph: current, refused };
}

/** The wires in the order of who comes first: those of both designs, those of theirs that are picked, ours, the others. */
function inOrder(
  sides: Sides,
  bare: LayerGraph,
  edges: readonly Edge[],
  settle: Settle,
): readonly Edge[] {
  const has = (side: LayerGraph, edge: Edge) => sameJson(side.edges.get(edge.id), edge);
  const ours = edges.filter((edge) => has(sides.ours, edge));
  const theirs = edges.filter((edge) => !has(sides.ours, edge));
  const picked = addAll(bare, [...ours, ...theirs])
    .refused.filter(({ edge, circle }) => circle && !has(sides.ours, edge))
    .filter(({ edge, message }) => {
      const wire = endsText(sides, edge);
      const conflict = {
        id: `wire/${edge.id}`,
        element: { type: 'wire', id: edge.id },
        property: 'Wire',
        base: null,
        ours: 'left out',
        theirs: wire,
        sentence: `The wire ${wire} in the other design does not fit. ${message}`,
      } as const;
      return settle(conflict) === 'theirs';
    })
    .map(({ edge }) => edge);
  const shared = ours.filter((edge) => has(sides.theirs, edge));
  return [...new Set([...shared, ...picked, ...ours, ...theirs])];
}

function endsText(sides: Sides, { source, target }: Edge): string {
  return `from ${nameIn(sides, source)} to ${nameIn(sides, target)}`;
}
