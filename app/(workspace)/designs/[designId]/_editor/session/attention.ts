import type { Stake } from '@/lib/document/encounters';
import type { Operation } from '@/lib/document/operation';
import { type Presence, SILENT } from '@/lib/document/presence';
import type { Submitted } from '@/lib/document/session';
import type { NodeId } from '@/lib/graph/graph';
import { NAME_FIELD } from '../presence/nameField';

/** What a person did is of concern to them for this long, in milliseconds. */
const RECENT = 60_000;

interface Deed {
  readonly at: number;
  readonly operation: Operation;
}

/** Knows what a person has to do with which layer: what they are at, and what they changed a moment ago. */
export class Attention {
  private presence: Presence = SILENT;
  private deeds: readonly Deed[] = [];

  tell(presence: Presence): void {
    this.presence = presence;
  }

  did(operations: readonly Operation[]): void {
    const at = Date.now();
    const recent = this.deeds.filter((deed) => at - deed.at < RECENT);
    this.deeds = [...recent, ...operations.map((operation) => ({ at, operation }))];
  }

  /** The layers of concern; work that waits to be sent counts however old it is. */
  stakes(pending: readonly Submitted[]): ReadonlyMap<NodeId, Stake> {
    const now = Date.now();
    const recent = this.deeds.filter(({ at }) => now - at < RECENT);
    const stakes = new Map<NodeId, Stake>();
    const { selection, drag, editing } = this.presence;
    for (const id of selection) join(stakes, id, { how: 'which you had selected' });
    for (const { operation } of [...pending, ...recent]) joinDeed(stakes, operation);
    for (const { id } of drag) join(stakes, id, { how: 'which you were moving' });
    if (editing && editing.node !== null) {
      const { node, param } = editing;
      const part = param === NAME_FIELD ? { name: true } : { params: [param] };
      join(stakes, node, { how: 'which you were editing', ...part });
    }
    return stakes;
  }
}

interface Part {
  readonly how: string;
  readonly params?: readonly string[];
  readonly name?: boolean;
}

function join(stakes: Map<NodeId, Stake>, id: NodeId, { how, params = [], name = false }: Part) {
  const known = stakes.get(id);
  stakes.set(id, {
    how,
    params: new Set([...(known?.params ?? []), ...params]),
    name: name || (known?.name ?? false),
  });
}

function joinDeed(stakes: Map<NodeId, Stake>, operation: Operation): void {
  for (const [id, part] of partsOf(operation)) join(stakes, id, part);
}

function partsOf(operation: Operation): readonly (readonly [NodeId, Part])[] {
  switch (operation.type) {
    case 'addNode':
      return [[operation.node.id, { how: 'which you added' }]];
    case 'moveNodes':
      return operation.moves.map(({ id }) => [id, { how: 'which you moved' }]);
    case 'renameNode':
      return [[operation.id, { how: 'which you renamed', name: true }]];
    case 'setParams': {
      const params = Object.keys(operation.params);
      return [[operation.id, { how: 'which you changed', params }]];
    }
    case 'connect': {
      const { source, target } = operation.edge;
      return [source, target].map((id) => [id, { how: 'which you wired' }]);
    }
    default:
      return [];
  }
}
