import { kindOf, portsOf } from '@/lib/layers/catalogue';
import { err, ok, type Result } from '@/lib/result';
import type { LayerGraph, NodeId } from './graph';
import { LIMITS } from './schemas';
import { reachable } from './topology';
import { wiringOf } from './wiring';

/** A wire that somebody wants to draw. Without a slot it takes the next free one. */
export interface Wire {
  readonly source: NodeId;
  readonly port: number;
  readonly target: NodeId;
  readonly slot?: number | undefined;
}

export type WireRefusal =
  | 'NO_SUCH_NODE'
  | 'NO_SUCH_PORT'
  | 'NO_SUCH_SLOT'
  | 'SELF_LOOP'
  | 'CYCLE'
  | 'SLOT_TAKEN'
  | 'DUPLICATE_WIRE';

export interface Refusal<Code extends string> {
  readonly code: Code;
  /** A sentence for people that names the offending thing. */
  readonly message: string;
}

/** May this wire be drawn? The slot it would take, or the reason why not. */
export function canConnect(graph: LayerGraph, wire: Wire): Result<number, Refusal<WireRefusal>> {
  const source = graph.nodes.get(wire.source);
  const target = graph.nodes.get(wire.target);
  if (!source || !target) {
    const end = source ? 'end' : 'start';
    return refuse('NO_SUCH_NODE', `The layer at the ${end} of this wire is no longer there.`);
  }
  if (source.id === target.id) {
    return refuse('SELF_LOOP', `“${source.name}” cannot feed itself.`);
  }
  const ports = portsOf(source).length;
  if (wire.port < 0 || wire.port >= ports) {
    return refuse(
      'NO_SUCH_PORT',
      `“${source.name}” has ${ports} output${ports === 1 ? '' : 's'}, not ${wire.port + 1}.`,
    );
  }
  const { arity, title } = kindOf(target);
  if (arity.max === 0) return refuse('NO_SUCH_SLOT', `“${target.name}” (${title}) takes no input.`);
  const into = wiringOf(graph).into(target.id);
  if (
    arity.max > 1 &&
    into.some(
      ({ source: from, port, slot }) =>
        from === wire.source && port === wire.port && slot === wire.slot,
    )
  ) {
    return refuse(
      'DUPLICATE_WIRE',
      `“${source.name}” already feeds this input of “${target.name}”.`,
    );
  }
  const slots = Math.min(arity.max, LIMITS.slot + 1);
  const slot = freeSlot(into, slots, wire.slot);
  if (slot === undefined) {
    return refuse(
      'SLOT_TAKEN',
      arity.max === 1
        ? `“${target.name}” (${title}) takes one input and has one: remove that wire first.`
        : `“${target.name}” (${title}) takes ${slots} inputs and has them all.`,
    );
  }
  if (reachable(graph, target.id, 'descendants').has(source.id)) {
    return refuse(
      'CYCLE',
      `This wire would close a circle: “${target.name}” already leads to “${source.name}”.`,
    );
  }
  return ok(slot);
}

function refuse(code: WireRefusal, message: string): Result<never, Refusal<WireRefusal>> {
  return err({ code, message });
}

/** The wanted slot when it is free, else the first one behind all others, else any free one; undefined when there is none. */
function freeSlot(
  into: readonly { readonly slot: number }[],
  max: number,
  wanted: number | undefined,
): number | undefined {
  const taken = new Set(into.map((edge) => edge.slot));
  if (wanted !== undefined && wanted >= 0 && wanted < max && !taken.has(wanted)) return wanted;
  const next = into.reduce((highest, edge) => Math.max(highest, edge.slot + 1), 0);
  if (next < max) return next;
  for (let slot = 0; slot < max; slot++) if (!taken.has(slot)) return slot;
  return undefined;
}
