import type { Analysis } from '@/lib/analysis/report';
import { okReport } from '@/lib/analysis/report';
import { applyOperation } from '@/lib/document/apply';
import type { Operation } from '@/lib/document/operation';
import type { LayerGraph, LayerNode, NodeId } from '@/lib/graph/graph';
import { reachable } from '@/lib/graph/topology';
import { wiringOf } from '@/lib/graph/wiring';
import { kindOf, type Layer, makeLayer, type ParamsOf } from '@/lib/layers/catalogue';
import type { RuleId } from '@/lib/rules/rules';
import { spatialSize } from '@/lib/tensor/tensorType';

/** A design with a fault in it, and the layers that a finding about it should point at. */
export interface Planted {
  readonly operations: readonly Operation[];
  /** Any of these will do; none where the fault is one of the whole design. */
  readonly at: readonly NodeId[];
}

/** A mistake that people make, how to make it in a good network, and the rule that ought to see it. */
export interface Fault {
  readonly name: string;
  readonly rule: RuleId;
  /** Every way to make the mistake in this network. */
  places(analysis: Analysis): readonly Planted[];
}

/** What operations make of a design; undefined when one of them is refused. */
export function plant(graph: LayerGraph, operations: readonly Operation[]): LayerGraph | undefined {
  let next = graph;
  for (const operation of operations) {
    const applied = applyOperation(next, operation);
    if (applied.outcome !== 'applied') return undefined;
    next = applied.graph;
  }
  return next;
}

const SEEDED = 'seeded-fault';

export const faults: readonly Fault[] = [
  {
    name: 'a convolution before a batch norm keeps its bias',
    rule: 'bias-before-bn',
    places: (analysis) =>
      nodesOf(analysis).flatMap((node) =>
        'bias' in node.params &&
        !node.params.bias &&
        readers(analysis, node.id)[0]?.kind === 'batchNorm'
          ? [set(node, { bias: true })]
          : [],
      ),
  },
  {
    name: 'an activation is left out',
    rule: 'no-activation',
    places: (analysis) =>
      hidden(analysis).map((node) => ({
        operations: withoutLayer(analysis, node),
        at: around(analysis, node.id),
      })),
  },
  {
    name: 'an activation stands there twice',
    rule: 'double-activation',
    places: (analysis) =>
      hidden(analysis).map((node) =>
        behind(analysis, node.id, { kind: node.kind, params: node.params } as Layer),
      ),
  },
  {
    name: 'a ReLU stands between the last layer and its loss',
    rule: 'softmax-before-loss',
    places: (analysis) =>
      outputs(analysis, 'logits').map((node) =>
        before(analysis, node.id, makeLayer('activation', {})),
      ),
  },
  {
    name: 'a softmax stands before a loss that applies its own',
    rule: 'softmax-before-loss',
    places: (analysis) =>
      outputs(analysis, 'logits').map((node) =>
        before(analysis, node.id, makeLayer('softmax', {})),
      ),
  },
  {
    name: 'a loss reads probabilities, and nothing makes them',
    rule: 'loss-input',
    places: (analysis) =>
      outputs(analysis, 'logits').map((node) => set(node, { loss: 'probabilities' })),
  },
  {
    name: 'a kernel is 4×4',
    rule: 'even-kernel',
    places: (analysis) =>
      plainWindows(analysis).map((node) => set(node, { kernel: [4, 4], padding: 'same' })),
  },
  {
    name: 'a kernel is larger than its map',
    rule: 'kernel-over-map',
    places: (analysis) =>
      plainWindows(analysis).flatMap((node) => {
        const type = okReport(analysis, node.id)?.inputs[0];
        const map = type && spatialSize(type);
        if (!map || map.height > 14) return [];
        return [set(node, { kernel: [2 * map.height + 1, 2 * map.width + 1], padding: 'same' })];
      }),
  },
  {
    name: 'a 1×1 convolution steps by 2',
    rule: 'skipped-pixels',
    places: (analysis) =>
      convolutions(analysis).flatMap((node) =>
        node.params.kernel[0] === 1 && node.params.stride[0] === 1
          ? [set(node, { stride: [2, 2] })]
          : [],
      ),
  },
  {
    name: 'a transposed convolution has a kernel of 3 at stride 2',
    rule: 'checkerboard',
    places: (analysis) =>
      nodesOf(analysis).flatMap((node) =>
        node.kind === 'convTranspose2d' && node.params.stride[0] === 2
          ? [set(node, { kernel: [3, 3], padding: 'same' })]
          : [],
      ),
  },
  {
    name: 'the padding of a branch is all on one side',
    rule: 'misaligned-merge',
    places: (analysis) =>
      plainWindows(analysis).flatMap((node) => {
        const joins = joinsBehind(analysis, node.id);
        const { operations } = set(node, { padding: { top: 2, bottom: 0, left: 2, right: 0 } });
        return joins.length > 0 && node.params.kernel[0] === 3 ? [{ operations, at: joins }] : [];
      }),
  },
  {
    name: 'a branch leads nowhere',
    rule: 'dead-end',
    places: (analysis) =>
      convolutions(analysis).map(({ id }) => ({
        operations: [
          added(makeLayer('conv2d', { filters: 8, kernel: [1, 1] })),
          wire(id, 0, SEEDED, 0),
        ],
        at: [SEEDED],
      })),
  },
  {
    name: 'the output is forgotten',
    rule: 'no-output',
    places: (analysis) => [removed(nodesOf(analysis).filter(({ kind }) => kind === 'output'))],
  },
  {
    name: 'batch norm is trained with single images',
    rule: 'batch-of-one',
    places: (analysis) =>
      nodesOf(analysis).some(({ kind }) => kind === 'batchNorm')
        ? [{ operations: [{ type: 'setSettings', settings: { batch: 1 } }], at: [] }]
        : [],
  },
  {
    name: 'dropout stands before a batch norm',
    rule: 'dropout-order',
    places: (analysis) =>
      nodesOf(analysis).flatMap((node) =>
        node.kind === 'batchNorm' ? [before(analysis, node.id, makeLayer('dropout', {}))] : [],
      ),
  },
  {
    name: 'a sigmoid stands where a ReLU was',
    rule: 'saturating-activation',
    places: (analysis) => hidden(analysis).map((node) => set(node, { function: 'sigmoid' })),
  },
  {
    name: 'the image is pooled at once',
    rule: 'early-pool',
    places: (analysis) =>
      nodesOf(analysis).flatMap((node) =>
        node.kind === 'input' && node.params.height > 16
          ? [behind(analysis, node.id, makeLayer('maxPool2d', {}))]
          : [],
      ),
  },
  {
    name: 'a max pool stands before the head',
    rule: 'pool-near-head',
    places: (analysis) =>
      nodesOf(analysis).flatMap((node) =>
        node.kind === 'globalAvgPool2d' && joinsBehind(analysis, node.id).length === 0
          ? [before(analysis, node.id, makeLayer('maxPool2d', {}))]
          : [],
      ),
  },
  {
    name: 'a 3×3 becomes a 5×5',
    rule: 'big-kernel',
    places: (analysis) =>
      plainWindows(analysis).flatMap((node) =>
        node.kind === 'conv2d' && node.params.kernel[0] === 3 && node.params.groups === 1
          ? [set(node, { kernel: [5, 5], padding: 'same' })]
          : [],
      ),
  },
  {
    name: 'a convolution has one filter less',
    rule: 'channel-multiple',
    places: (analysis) =>
      convolutions(analysis).flatMap((node) =>
        node.params.filters % 8 === 0 ? [set(node, { filters: node.params.filters - 1 })] : [],
      ),
  },
  {
    name: 'the batch is as large as it can be',
    rule: 'gpu-memory',
    places: () => [{ operations: [{ type: 'setSettings', settings: { batch: 65_536 } }], at: [] }],
  },
  {
    name: 'the first convolution has four filters',
    rule: 'first-width',
    places: (analysis) =>
      convolutions(analysis).flatMap((node) =>
        (okReport(analysis, node.id)?.inputs[0]?.shape[0] ?? 0) <= 3
          ? [set(node, { filters: 4 })]
          : [],
      ),
  },
  {
    name: 'a 3×3 has 2,048 filters',
    rule: 'channel-capacity',
    places: (analysis) =>
      plainWindows(analysis).flatMap((node) =>
        node.kind === 'conv2d' && node.params.groups === 1 ? [set(node, { filters: 2048 })] : [],
      ),
  },
  {
    name: 'a 3×3 has three times as many filters as it reads channels',
    rule: 'channel-growth',
    places: (analysis) =>
      plainWindows(analysis).flatMap((node) => {
        const channels = okReport(analysis, node.id)?.inputs[0]?.shape[0] ?? 0;
        return node.kind === 'conv2d' && node.params.groups === 1 && channels > 4
          ? [set(node, { filters: 3 * channels })]
          : [];
      }),
  },
  {
    name: 'a convolution has half as many filters more',
    rule: 'channel-size',
    places: (analysis) =>
      convolutions(analysis).flatMap((node) =>
        Number.isInteger(Math.log2(node.params.filters)) && node.params.filters >= 16
          ? [set(node, { filters: 1.5 * node.params.filters })]
          : [],
      ),
  },
  {
    name: 'a max pool stands twice',
    rule: 'heavy-pool',
    places: (analysis) =>
      nodesOf(analysis).flatMap((node) =>
        node.kind === 'maxPool2d' && node.params.stride[0] === 2
          ? [behind(analysis, node.id, makeLayer('maxPool2d', {}))]
          : [],
      ),
  },
  {
    name: 'all that a layer knows passes through a few channels',
    rule: 'narrow-bottleneck',
    places: (analysis) =>
      hidden(analysis).flatMap((node) => {
        const channels = okReport(analysis, node.id)?.inputs[0]?.shape[0] ?? 0;
        return channels >= 64 ? [squeezed(analysis, node.id, Math.floor(channels / 32))] : [];
      }),
  },
  {
    name: 'the map is one row and column larger before a max pool',
    rule: 'dropped-edge',
    places: (analysis) =>
      nodesOf(analysis).flatMap((node) =>
        node.kind === 'maxPool2d' && node.params.kernel[0] === 2
          ? [
              {
                ...before(analysis, node.id, makeLayer('zeroPad2d', { top: 0, left: 0 })),
                at: [node.id],
              },
            ]
          : [],
      ),
  },
  {
    name: 'a convolution steps by 2',
    rule: 'uneven-stride',
    places: (analysis) =>
      plainWindows(analysis).flatMap((node) =>
        node.params.kernel[0] === 3 ? [set(node, { stride: [2, 2] })] : [],
      ),
  },
  {
    name: 'the image is half as large',
    rule: 'last-map',
    places: (analysis) => imageTimes(analysis, 0.5),
  },
  {
    name: 'the image is four times as large',
    rule: 'rf-coverage',
    places: (analysis) => imageTimes(analysis, 4),
  },
  {
    name: 'a convolution on many channels has 5×5 windows',
    rule: 'no-bottleneck',
    places: (analysis) =>
      plainWindows(analysis).flatMap((node) =>
        node.kind === 'conv2d' &&
        node.params.groups === 1 &&
        (okReport(analysis, node.id)?.inputs[0]?.shape[0] ?? 0) >= 192
          ? [set(node, { kernel: [5, 5], padding: 'same' })]
          : [],
      ),
  },
  {
    name: 'the map is flattened instead of averaged',
    rule: 'flatten-blowup',
    places: (analysis) =>
      nodesOf(analysis).flatMap((node) =>
        node.kind === 'globalAvgPool2d' && readers(analysis, node.id)[0]?.kind === 'flatten'
          ? [{ operations: withoutLayer(analysis, node), at: denseBehind(analysis, node.id) }]
          : [],
      ),
  },
];

function nodesOf({ graph, order }: Analysis): readonly LayerNode[] {
  return order.flatMap((id) => graph.nodes.get(id) ?? []);
}

function readers({ graph }: Analysis, id: NodeId): readonly LayerNode[] {
  return wiringOf(graph)
    .outOf(id)
    .flatMap(({ target }) => graph.nodes.get(target) ?? []);
}

function convolutions(analysis: Analysis) {
  return nodesOf(analysis).flatMap((node) => (node.kind === 'conv2d' ? [node] : []));
}

/** Convolutions of 3×3 or more that step by one over more than a single position. */
function plainWindows(analysis: Analysis) {
  return nodesOf(analysis).flatMap((node) => {
    if (node.kind !== 'conv2d' && node.kind !== 'depthwiseConv2d') return [];
    const { kernel, stride } = node.params;
    return Math.min(...kernel) >= 3 && Math.max(...stride) === 1 ? [node] : [];
  });
}

/** Activations that are neither gates nor the end of the network. */
function hidden(analysis: Analysis) {
  return nodesOf(analysis).flatMap((node) => {
    if (node.kind !== 'activation' || /sigmoid|tanh/i.test(node.params.function)) return [];
    return readers(analysis, node.id).some(({ kind }) => kind === 'output') ? [] : [node];
  });
}

/** Images of another size, few enough at a time that memory is no matter. */
function imageTimes(analysis: Analysis, factor: number): readonly Planted[] {
  return nodesOf(analysis).flatMap((node) => {
    if (node.kind !== 'input') return [];
    const height = Math.floor(node.params.height * factor);
    const width = Math.floor(node.params.width * factor);
    const fewer: Operation = { type: 'setSettings', settings: { batch: 2 } };
    return [{ operations: [...set(node, { height, width }).operations, fewer], at: [] }];
  });
}

function outputs(analysis: Analysis, loss: ParamsOf<'output'>['loss']): readonly LayerNode[] {
  return nodesOf(analysis).filter((node) => node.kind === 'output' && node.params.loss === loss);
}

/** Joins that a layer leads to. */
function joinsBehind({ graph }: Analysis, id: NodeId): readonly NodeId[] {
  return [...reachable(graph, id, 'descendants')].filter((each) => {
    const node = graph.nodes.get(each);
    return node !== undefined && kindOf(node).arity.max > 1;
  });
}

function denseBehind({ graph }: Analysis, id: NodeId): readonly NodeId[] {
  const behindIt = reachable(graph, id, 'descendants');
  return [...behindIt].filter((each) => graph.nodes.get(each)?.kind === 'dense');
}

/** The layers with weights that come right before and right after. */
function around({ graph, reports }: Analysis, id: NodeId): readonly NodeId[] {
  const wiring = wiringOf(graph);
  const nearest = (start: NodeId, next: (id: NodeId) => readonly NodeId[]) => {
    const found = new Set<NodeId>();
    const open = [...next(start)];
    for (const each of open) {
      const report = reports.get(each);
      if (report?.status === 'ok' && (report.cost.macs ?? 0) > 0) found.add(each);
      else if (!open.slice(0, open.indexOf(each)).includes(each)) open.push(...next(each));
      if (open.length > 200) break;
    }
    return [...found];
  };
  const back = (each: NodeId) => wiring.into(each).map(({ source }) => source);
  const onward = (each: NodeId) => wiring.outOf(each).map(({ target }) => target);
  return [...nearest(id, back), ...nearest(id, onward)];
}

function set(
  node: LayerNode,
  params: Extract<Operation, { type: 'setParams' }>['params'],
): Planted {
  return { operations: [{ type: 'setParams', id: node.id, params }], at: [node.id] };
}

function removed(nodes: readonly LayerNode[]): Planted {
  return { operations: [{ type: 'removeNodes', ids: nodes.map(({ id }) => id) }], at: [] };
}

function added(layer: Layer, id = SEEDED): Operation {
  const frame = { id, name: id, position: { x: 0, y: 0 }, group: null, origin: null };
  return { type: 'addNode', node: { ...frame, ...layer } as LayerNode };
}

function wire(source: NodeId, port: number, target: NodeId, slot: number): Operation {
  const id = `${SEEDED}-${slot}-${target.length}-${target.slice(-30).replace(/^[^A-Za-z0-9]+/, '')}`;
  return { type: 'connect', edge: { id, source, port, target, slot } };
}

/** A layer between another one and all that read it. */
function behind({ graph }: Analysis, id: NodeId, layer: Layer): Planted {
  const wires = wiringOf(graph).outOf(id);
  return {
    operations: [
      added(layer),
      { type: 'disconnect', ids: wires.map((each) => each.id) },
      wire(id, 0, SEEDED, 0),
      ...wires.map(({ target, slot }) => wire(SEEDED, 0, target, slot)),
    ],
    at: [SEEDED],
  };
}

/** A 1×1 convolution with few filters and its activation, between an activation and all that read it. */
function squeezed({ graph }: Analysis, id: NodeId, filters: number): Planted {
  const wires = wiringOf(graph).outOf(id);
  const last = `${SEEDED}-act`;
  return {
    operations: [
      added(makeLayer('conv2d', { filters, kernel: [1, 1] })),
      added(makeLayer('activation', {}), last),
      { type: 'disconnect', ids: wires.map((each) => each.id) },
      wire(id, 0, SEEDED, 0),
      wire(SEEDED, 0, last, 0),
      ...wires.map(({ target, slot }) => wire(last, 0, target, slot)),
    ],
    at: [SEEDED],
  };
}

/** A layer between another one and its only input. */
function before({ graph }: Analysis, id: NodeId, layer: Layer): Planted {
  const wires = wiringOf(graph).into(id);
  return {
    operations: [
      added(layer),
      { type: 'disconnect', ids: wires.map((each) => each.id) },
      ...wires.map(({ source, port }) => wire(source, port, SEEDED, 0)),
      wire(SEEDED, 0, id, 0),
    ],
    at: [SEEDED],
  };
}

/** The layer gone, and what read it reading what it read. */
function withoutLayer({ graph }: Analysis, { id }: LayerNode): readonly Operation[] {
  const [input] = wiringOf(graph).into(id);
  if (!input) return [];
  return [
    { type: 'removeNodes', ids: [id] },
    ...wiringOf(graph)
      .outOf(id)
      .map(({ target, slot }) => wire(input.source, input.port, target, slot)),
  ];
}
