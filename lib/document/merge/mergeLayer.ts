import { sameJson } from '@/lib/equal';
import type { Edge, GroupId, LayerGraph, LayerNode, Point } from '@/lib/graph/graph';
import { kindOf, portsOf } from '@/lib/layers/catalogue';
import { paramMeta } from '@/lib/layers/params';
import { valueText } from '@/lib/layers/valueText';
import type { Json } from '../operation';
import type { MergePick, Settle, Sides } from './conflict';
import { disagreement } from './disagreement';
import { threeWay } from './threeWay';

interface Layers {
  readonly sides: Sides;
  /** Wires that each design drew since they parted. */
  readonly drawn: Readonly<Record<MergePick, readonly Edge[]>>;
  readonly ours: LayerNode;
  readonly theirs: LayerNode;
}

/** A layer that both designs have, property by property. Kinds that differ carry their parameters with them. */
export function mergeLayer(layers: Layers, settle: Settle): LayerNode {
  const { sides, ours, theirs } = layers;
  const base = sides.base.nodes.get(ours.id);
  const choose = <T>(key: string, property: string, of: Property<T>, forced = false): T => {
    const [before, mine, other] = [base && of.value(base), of.value(ours), of.value(theirs)];
    const stands = threeWay(before, mine, other);
    if (stands !== 'conflict' && !forced) return stands === 'ours' ? mine : other;
    const text = (side: keyof Sides, value: T) => of.text(value, sides[side]);
    const conflict = disagreement({
      id: `layer/${ours.id}/${key}`,
      element: { type: 'layer', id: ours.id },
      property,
      of: `“${ours.name}”`,
      base: before === undefined ? null : text('base', before),
      ours: text('ours', mine),
      theirs: text('theirs', other),
    });
    return settle(conflict) === 'ours' ? mine : other;
  };
  return {
    id: ours.id,
    name: choose('name', 'Name', { value: ({ name }) => name, text: (name) => `“${name}”` }),
    position: choose('position', 'Position', POSITION),
    group: choose('group', 'Block', GROUP),
    ...(isSameKind(ours, theirs)
      ? { kind: ours.kind, origin: ours.origin, params: mergeParams(layers, base, choose) }
      : choose('kind', 'Kind', KIND)),
  } as LayerNode;
}

interface Property<T> {
  value(node: LayerNode): T;
  text(value: T, graph: LayerGraph): string;
}

type Choose = <T>(key: string, property: string, of: Property<T>, forced?: boolean) => T;

const POSITION: Property<Point> = {
  value: ({ position }) => position,
  text: ({ x, y }) => `${Math.round(x)}, ${Math.round(y)}`,
};

const GROUP: Property<GroupId | null> = {
  value: ({ group }) => group,
  text: (group, { groups }) => (group === null ? 'none' : `“${groups.get(group)?.name}”`),
};

const KIND: Property<Pick<LayerNode, 'kind' | 'origin' | 'params'>> = {
  value: ({ kind, origin, params }) => ({ kind, origin, params }),
  text: ({ kind }) => kindOf({ kind }).title,
};

function isSameKind(a: LayerNode, b: LayerNode): boolean {
  return a.kind === b.kind && sameJson(a.origin, b.origin);
}

function mergeParams(
  layers: Layers,
  base: LayerNode | undefined,
  choose: Choose,
): Readonly<Record<string, Json>> {
  const { ours } = layers;
  const comparable = base && isSameKind(base, ours);
  const { shape } = kindOf(ours).params;
  const merged: Record<string, Json> = {};
  for (const name of Object.keys(ours.params)) {
    const schema = shape[name];
    const label = (schema && paramMeta(schema)?.label) ?? name;
    const value = (node: LayerNode) => paramsOf(node)[name] as Json;
    const property: Property<Json | undefined> = {
      value: (node) => (node === base && !comparable ? undefined : value(node)),
      text: valueText,
    };
    const forced = takesOutput(layers, base, name);
    merged[name] = choose(`params.${name}`, label, property, forced) as Json;
  }
  return merged;
}

function paramsOf(node: LayerNode): Readonly<Record<string, Json>> {
  return node.params as Readonly<Record<string, Json>>;
}

/** Whether a parameter that one design changed takes away an output from which the other drew a wire. */
function takesOutput(
  { drawn, ours, theirs }: Layers,
  base: LayerNode | undefined,
  name: string,
): boolean {
  if (!base) return false;
  const loses = (wirer: MergePick, node: LayerNode, changed: LayerNode) => {
    const value = paramsOf(changed)[name] as Json;
    if (
      sameJson(paramsOf(node)[name], value) ||
      !sameJson(paramsOf(base)[name], paramsOf(node)[name])
    )
      return false;
    const next = { ...node, params: { ...node.params, [name]: value } } as LayerNode;
    const ports = portsOf(next).length;
    return drawn[wirer].some(({ source, port }) => source === node.id && port >= ports);
  };
  return loses('ours', ours, theirs) || loses('theirs', theirs, ours);
}
