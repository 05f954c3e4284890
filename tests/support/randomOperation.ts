import type { Operation, OperationName } from '@/lib/document/operation';
import {
  FIELD_CONVENTIONS,
  type LayerGraph,
  type LayerNode,
  OPTIMIZERS,
  PRECISIONS,
} from '@/lib/graph/graph';
import { type KindName, type Layer, makeLayer } from '@/lib/layers/catalogue';
import { type Draw, pick } from './draw';

/** What random operations are made of. */
export interface Surroundings {
  readonly draw: Draw;
  /** An id for something new. Now and then it may be one that is taken. */
  readonly newId: () => string;
  /** Ids that somebody may still have in mind although the layer or wire is gone. */
  readonly remembered?: readonly string[];
}

const OFTEN: readonly OperationName[] = [
  'addNode',
  'addNode',
  'addNode',
  'connect',
  'connect',
  'connect',
  'connect',
  'setParams',
  'setParams',
  'setParams',
  'moveNodes',
  'renameNode',
  'removeNodes',
  'disconnect',
  'groupNodes',
  'ungroup',
  'setSettings',
];

/** An operation that somebody who sees `graph` might send: well formed, but not always possible. */
export function randomOperation(graph: LayerGraph, around: Surroundings): Operation {
  return MAKERS[pick(around.draw, OFTEN)](graph, around);
}

type Maker = (graph: LayerGraph, around: Surroundings) => Operation;

const MAKERS: Readonly<Record<OperationName, Maker>> = {
  addNode: (graph, around) => ({ type: 'addNode', node: randomNode(graph, around) }),
  removeNodes: (graph, around) => ({ type: 'removeNodes', ids: someOf(graph.nodes, around, 2) }),
  moveNodes: (graph, around) => ({
    type: 'moveNodes',
    moves: someOf(graph.nodes, around, 3).map((id) => ({ id, position: randomPoint(around.draw) })),
  }),
  setParams: (graph, around) => {
    const [id = ''] = someOf(graph.nodes, around, 1);
    return { type: 'setParams', id, params: randomParams(graph.nodes.get(id), around.draw) };
  },
  renameNode: (graph, around) => ({
    type: 'renameNode',
    id: oneOf(graph.nodes, around),
    name: `layer ${around.draw(6)}`,
  }),
  connect: (graph, around) => {
    const { draw } = around;
    const target = oneOf(graph.nodes, around);
    const slot = draw(3);
    const wire = { source: oneOf(graph.nodes, around), port: draw(5) === 0 ? 1 : 0, target, slot };
    return { type: 'connect', edge: { id: around.newId(), ...wire } };
  },
  disconnect: (graph, around) => ({ type: 'disconnect', ids: someOf(graph.edges, around, 2) }),
  groupNodes: (graph, around) => {
    const id = around.draw(2) === 0 ? oneOf(graph.groups, around) : around.newId();
    const name = `group ${around.draw(3)}`;
    return { type: 'groupNodes', group: { id, name }, ids: someOf(graph.nodes, around, 3) };
  },
  ungroup: (graph, around) => {
    const id = oneOf(graph.groups, around);
    if (around.draw(2) === 0) return { type: 'ungroup', id };
    return { type: 'ungroup', id, ids: someOf(graph.nodes, around, 4) };
  },
  setSettings: (_graph, { draw }) => ({
    type: 'setSettings',
    settings: {
      ...(draw(2) === 0 ? { batch: 1 + draw(4) } : {}),
      ...(draw(2) === 0 ? { precision: pick(draw, PRECISIONS) } : {}),
      ...(draw(2) === 0 ? { optimizer: pick(draw, OPTIMIZERS) } : {}),
      ...(draw(2) === 0 ? { field: pick(draw, FIELD_CONVENTIONS) } : {}),
    },
  }),
};

const KINDS: readonly KindName[] = [
  'input',
  'conv2d',
  'conv2d',
  'activation',
  'batchNorm',
  'maxPool2d',
  'add',
  'add',
  'concat',
  'split',
  'flatten',
  'dense',
  'output',
  'opaque',
];

function randomNode(graph: LayerGraph, around: Surroundings): LayerNode {
  const { draw } = around;
  const kind = pick(draw, KINDS);
  const layer = makeLayer(kind, {}) as Layer;
  const group = draw(4) === 0 ? oneOf(graph.groups, around) : null;
  const frame = { id: around.newId(), name: `${kind} ${draw(4)}`, position: randomPoint(draw) };
  return { ...frame, group, origin: null, ...layer } as LayerNode;
}

function randomPoint(draw: Draw) {
  return { x: draw(8) * 16, y: draw(8) * 16 };
}

type Params = Extract<Operation, { readonly type: 'setParams' }>['params'];

const VALUES: Readonly<Partial<Record<KindName, readonly Params[]>>> = {
  input: [{ channels: 1 }, { channels: 3 }, { height: 8, width: 8 }, { form: 'vector' }],
  conv2d: [
    { filters: 2 },
    { filters: 3, bias: false },
    { kernel: [1, 1] },
    { kernel: [5, 5] },
    { padding: 'valid' },
    { padding: { top: 1, bottom: 0, left: 1, right: 0 } },
    { groups: 3 },
    { filters: 0 },
  ],
  activation: [{ function: 'tanh' }, { function: 'silu', slope: 0.5 }],
  maxPool2d: [{ kernel: [3, 3] }, { ceilMode: true }, { stride: [1, 1] }],
  concat: [{ axis: 'height' }, { axis: 'channels' }],
  split: [{ sizes: [1, 2] }, { sizes: [3] }, { sizes: [32, 32] }],
  dense: [{ units: 3 }, { units: 10, bias: false }],
  opaque: [{ shapes: [[3, 8, 8]] }, { shapes: [null, [4]] }, { operator: 'Other' }],
};

function randomParams(node: LayerNode | undefined, draw: Draw): Params {
  const known = node && VALUES[node.kind];
  return known ? pick(draw, known) : { filters: 1 };
}

type Things = ReadonlyMap<string, unknown>;

function oneOf(things: Things, { draw, newId, remembered = [] }: Surroundings): string {
  const known = draw(12) === 0 && remembered.length > 0 ? remembered : [...things.keys()];
  return known.length > 0 ? pick(draw, known) : newId();
}

function someOf(things: Things, around: Surroundings, most: number): readonly string[] {
  return Array.from({ length: 1 + around.draw(most) }, () => oneOf(things, around));
}
