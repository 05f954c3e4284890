import type { Edge, LayerGraph, NodeId } from '@/lib/graph/graph';
import { wiringOf } from '@/lib/graph/wiring';
import { kindOf, portsOf } from '@/lib/layers/catalogue';
import type { MergePick, Settle, Sides, WantedWire } from './conflict';
import { disagreement } from './disagreement';
import { nameIn } from './nameIn';
import { threeWay } from './threeWay';

type Slots = ReadonlyMap<number, Edge>;

interface Inputs extends Readonly<Record<keyof Sides, Slots>> {
  readonly sides: Sides;
  readonly target: NodeId;
  /** Whether the layer takes as many inputs as there are. */
  readonly join: boolean;
}

/**
 * What feeds a layer that both designs have, slot by slot. A slot that is empty because a design
 * removed the layer that fed it says nothing about the slot. At a join, new inputs of both designs
 * all stay; where one put the inputs into another order and the other changed them too, the whole
 * list is one property.
 */
export function mergeInputs(
  sides: Sides,
  target: NodeId,
  kept: ReadonlyMap<NodeId, MergePick>,
  settle: Settle,
): readonly WantedWire[] {
  const base = slotsOf(sides.base, target);
  const inputs: Inputs = {
    sides,
    target,
    join: takesMany(sides.ours, target) && takesMany(sides.theirs, target),
    base,
    ours: withCutEnds(slotsOf(sides.ours, target), base, sides.ours),
    theirs: withCutEnds(slotsOf(sides.theirs, target), base, sides.theirs),
  };
  if (inputs.join && isReordered(inputs))
    return inPlace(inputs[settleOrder(inputs, settle)].values());
  const slots = new Set([...inputs.ours.keys(), ...inputs.theirs.keys()]);
  return [...slots].flatMap((slot) => mergeSlot(inputs, slot, kept, settle));
}

function slotsOf(graph: LayerGraph, target: NodeId): Slots {
  return new Map(
    wiringOf(graph)
      .into(target)
      .map((edge) => [edge.slot, edge]),
  );
}

function takesMany(graph: LayerGraph, target: NodeId): boolean {
  const node = graph.nodes.get(target);
  return node !== undefined && kindOf(node).arity.max > 1;
}

/** The slots of a design, and the wires of the base whose other end this design removed. */
function withCutEnds(slots: Slots, base: Slots, side: LayerGraph): Slots {
  const cut = [...base].filter(([slot, { source }]) => !slots.has(slot) && !side.nodes.has(source));
  return new Map([...slots, ...cut]);
}

function inPlace(edges: Iterable<Edge>): readonly WantedWire[] {
  return [...edges].map((edge) => ({ edge, displaced: false }));
}

/** Whether both designs changed the inputs that were there, and one of them their order. */
function isReordered({ base, ours, theirs }: Inputs): boolean {
  const slots = [...base.keys()];
  const changed = (side: Slots) =>
    slots.filter((slot) => !sameSource(side.get(slot), base.get(slot)));
  const moves = (side: Slots) =>
    changed(side).some((slot) =>
      changed(side).some((from) => side.has(slot) && sameSource(base.get(from), side.get(slot))),
    );
  if (changed(ours).length === 0 || changed(theirs).length === 0) return false;
  if (slots.every((slot) => sameSource(ours.get(slot), theirs.get(slot)))) return false;
  return moves(ours) || moves(theirs);
}

function settleOrder({ sides, target, ...lists }: Inputs, settle: Settle): MergePick {
  const text = (side: keyof Sides) => {
    const edges = [...lists[side].values()].toSorted((a, b) => a.slot - b.slot);
    return edges.map((edge) => wireText(sides, side, edge)).join(', ') || NOTHING;
  };
  return settle(
    disagreement({
      id: `layer/${target}/inputs`,
      element: { type: 'layer', id: target },
      property: 'Order of inputs',
      of: nameIn(sides, target),
      base: text('base'),
      ours: text('ours'),
      theirs: text('theirs'),
    }),
  );
}

function mergeSlot(
  inputs: Inputs,
  slot: number,
  kept: ReadonlyMap<NodeId, MergePick>,
  settle: Settle,
): readonly WantedWire[] {
  const [base, ours, theirs] = [
    inputs.base.get(slot),
    inputs.ours.get(slot),
    inputs.theirs.get(slot),
  ];
  const keeper = base && kept.get(base.source);
  if (keeper && sameSource(inputs[keeper].get(slot), base))
    return inPlace([inputs[keeper].get(slot) ?? base]);
  const repeated = theirs !== undefined && isRepeated(inputs, theirs);
  const stands = whoseWire(base, ours, theirs);
  if (stands === 'ours') return inPlace(ours ? [ours] : []);
  if (stands === 'theirs') return inPlace(theirs && !repeated ? [theirs] : []);
  if (inputs.join && !base && ours && theirs)
    return [...inPlace([ours]), ...(repeated ? [] : [{ edge: theirs, displaced: true }])];
  const taken = settleSlot(inputs, slot, settle) === 'ours' ? ours : theirs;
  return inPlace(taken ? [taken] : []);
}

/** Whether a wire that they added at a join was added by us too, at a slot where they have another one. */
function isRepeated({ base, ours, theirs, join }: Inputs, edge: Edge): boolean {
  const twin = (mine: Edge) =>
    !base.has(mine.slot) && sameSource(mine, edge) && !sameSource(theirs.get(mine.slot), edge);
  return join && !base.has(edge.slot) && [...ours.values()].some(twin);
}

/** Like any property; but wires that differ in their id alone do not disagree. */
function whoseWire(
  base: Edge | undefined,
  ours: Edge | undefined,
  theirs: Edge | undefined,
): MergePick | 'conflict' {
  const exact = threeWay<Edge | undefined>(base, ours, theirs);
  return exact === 'conflict' ? threeWay<Edge | undefined>(base, ours, theirs, sameSource) : exact;
}

function settleSlot(inputs: Inputs, slot: number, settle: Settle): MergePick {
  const { sides, target, base } = inputs;
  const text = (side: keyof Sides) => wireText(sides, side, inputs[side].get(slot));
  return settle(
    disagreement({
      id: `layer/${target}/input.${slot}`,
      element: { type: 'layer', id: target },
      property: `Input ${slot + 1}`,
      of: nameIn(sides, target),
      base: base ? text('base') : null,
      ours: text('ours'),
      theirs: text('theirs'),
    }),
  );
}

function sameSource(a: Edge | undefined, b: Edge | undefined): boolean {
  return a?.source === b?.source && a?.port === b?.port;
}

const NOTHING = 'nothing';

/** The layer that a wire comes from, and which of its outputs where it has several. */
function wireText(sides: Sides, side: keyof Sides, edge: Edge | undefined): string {
  if (!edge) return NOTHING;
  const node = sides[side].nodes.get(edge.source);
  const name = nameIn(sides, edge.source, side);
  return node && portsOf(node).length > 1 ? `output ${edge.port + 1} of ${name}` : name;
}
