import type { LayerGraph, NodeId } from '@/lib/graph/graph';
import { wiringOf } from '@/lib/graph/wiring';
import type { Settle, Sides, WantedWire } from './conflict';
import { mergeInputs } from './mergeInputs';
import type { MergedLayers } from './mergeLayers';

/** The wires into every layer of a merged design, with an id that no other has. Ids of ours stay. */
export function wantedWires(
  sides: Sides,
  { nodes, kept }: MergedLayers,
  settle: Settle,
): readonly WantedWire[] {
  const { ours, theirs } = sides;
  const wanted = [...nodes.keys()].flatMap((id) => {
    if (ours.nodes.has(id) && theirs.nodes.has(id)) return mergeInputs(sides, id, kept, settle);
    return inputsOf(ours.nodes.has(id) ? ours : theirs, id);
  });
  return withOwnIds(wanted, sides);
}

function inputsOf(graph: LayerGraph, id: NodeId): readonly WantedWire[] {
  return wiringOf(graph)
    .into(id)
    .map((edge) => ({ edge, displaced: false }));
}

/** Designs that go apart seldom draw different wires with one id; the second one then gets another. */
function withOwnIds(wires: readonly WantedWire[], sides: Sides): readonly WantedWire[] {
  const taken = new Set([...sides.ours.edges.keys(), ...sides.theirs.edges.keys()]);
  const used = new Set<string>();
  const [mine, others] = [true, false].map((own) =>
    wires.filter(({ edge }) => (sides.ours.edges.get(edge.id) === edge) === own),
  ) as [WantedWire[], WantedWire[]];
  return [...mine, ...others].map((wire) => {
    let { id } = wire.edge;
    for (let number = 2; used.has(id); number++) {
      const next = `${wire.edge.id.slice(0, LONGEST_STEM)}-${number}`;
      if (!taken.has(next)) id = next;
    }
    used.add(id);
    return id === wire.edge.id ? wire : { ...wire, edge: { ...wire.edge, id } };
  });
}

/** An id has at most 64 characters. */
const LONGEST_STEM = 56;
