import { sameJson } from '@/lib/equal';
import type { LayerGraph, LayerNode, NodeId } from '@/lib/graph/graph';
import { applyOperation } from './apply';
import { describe } from './describe';
import type { Json, Operation } from './operation';
import type { Committed } from './session';

/** What a person has to do with a layer. */
export interface Stake {
  /** As a clause: “which you renamed”. */
  readonly how: string;
  /** Parameters that they set or are setting. */
  readonly params: ReadonlySet<string>;
  /** Whether they renamed it. */
  readonly name: boolean;
}

/** Something that somebody else did to a layer in which a person has a stake. PROTOCOL P16. */
export interface Encounter {
  /** The tab that did it. */
  readonly client: string;
  readonly actor: string | undefined;
  /** What was done, as the rest of a sentence that begins with who did it. */
  readonly deed: string;
  /** What to offer, and the operations that do it. */
  readonly offer: 'Bring it back' | 'Bring them back' | 'Keep mine';
  readonly operations: readonly Operation[];
}

/** What a person saw before news of the log and sees after it. */
export interface Turn {
  readonly before: LayerGraph;
  readonly after: LayerGraph;
  readonly log: readonly Committed[];
  /** The person's own tab. */
  readonly client: string;
  readonly stakes: ReadonlyMap<NodeId, Stake>;
}

/** What others did, in news of the log, to the layers in which a person has a stake: each thing once. PROTOCOL P16. */
export function encounters(turn: Turn): readonly Encounter[] {
  if (turn.stakes.size === 0) return [];
  const foreign = turn.log.filter(({ client }) => client !== turn.client);
  return [...removals(turn, foreign), ...changes(turn, foreign)];
}

function removals({ before, after, stakes }: Turn, foreign: readonly Committed[]): Encounter[] {
  const byRevision = new Map<number, { readonly entry: Committed; readonly ids: NodeId[] }>();
  for (const id of stakes.keys()) {
    if (!before.nodes.has(id) || after.nodes.has(id)) continue;
    const entry = foreign.findLast(
      ({ operation }) => operation.type === 'removeNodes' && operation.ids.includes(id),
    );
    if (!entry) continue;
    const known = byRevision.get(entry.revision);
    if (known) known.ids.push(id);
    else byRevision.set(entry.revision, { entry, ids: [id] });
  }
  return [...byRevision.values()].flatMap(({ entry: { client, actor }, ids }): Encounter[] => {
    const removed = applyOperation(before, { type: 'removeNodes', ids });
    const [first] = ids;
    if (first === undefined || removed.outcome !== 'applied') return [];
    const name = before.nodes.get(first)?.name ?? '';
    const more = ids.length - 1;
    const deed =
      more === 0
        ? `deleted “${name}”, ${stakes.get(first)?.how ?? ''}.`
        : `deleted “${name}” and ${more} more that you were at.`;
    const offer = more === 0 ? 'Bring it back' : 'Bring them back';
    return [{ client, actor, deed, offer, operations: removed.inverse }];
  });
}

function changes({ before, after, stakes }: Turn, foreign: readonly Committed[]): Encounter[] {
  return [...stakes].flatMap(([id, stake]) => {
    const was = before.nodes.get(id);
    const is = after.nodes.get(id);
    if (!was || !is) return [];
    const known = new Map([[id, is]]);
    return contested(was, is, stake).flatMap(({ mine, theirs }): Encounter[] => {
      const by = foreign.findLast(({ operation }) => touches(operation, theirs));
      if (!by) return [];
      const deed = `${describe({ operation: theirs, inverse: [mine] }, known)}, ${stake.how}.`;
      const { client, actor } = by;
      return [{ client, actor, deed, offer: 'Keep mine', operations: [mine] }];
    });
  });
}

interface Contested {
  /** What sets it to what it was. */
  readonly mine: Operation;
  /** What set it to what it is. */
  readonly theirs: Operation;
}

/** The properties of a layer that a person set and that are not what they were. */
function contested(was: LayerNode, is: LayerNode, { params, name }: Stake): readonly Contested[] {
  const { id } = is;
  const now = new Map<string, Json>(Object.entries(is.params));
  const set = (param: string, value: Json): Operation => ({
    type: 'setParams',
    id,
    params: { [param]: value },
  });
  const changed = Object.entries<Json>(was.params).flatMap(([param, value]): Contested[] => {
    const other = now.get(param);
    if (!params.has(param) || other === undefined || sameJson(other, value)) return [];
    return [{ mine: set(param, value), theirs: set(param, other) }];
  });
  if (!name || was.name === is.name) return changed;
  const rename = (name: string): Operation => ({ type: 'renameNode', id, name });
  return [...changed, { mine: rename(was.name), theirs: rename(is.name) }];
}

function touches(operation: Operation, theirs: Operation): boolean {
  if (operation.type === 'renameNode') {
    return theirs.type === 'renameNode' && operation.id === theirs.id;
  }
  if (operation.type !== 'setParams' || theirs.type !== 'setParams') return false;
  return (
    operation.id === theirs.id && Object.keys(theirs.params).some((p) => p in operation.params)
  );
}
