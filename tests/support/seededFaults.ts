import type { Analysis } from '@/lib/analysis/report';
import { okReport } from '@/lib/analysis/report';
import { applyOperation } from '@/lib/document/apply';
import type { Operation } from '@/lib/document/operation';
import type { LayerGraph } from '@/lib/graph/graph';
import { type Layer, makeLayer } from '@/lib/layers/catalogue';
import type { RuleId } from '@/lib/rules/rules';
import { spatialSize } from '@/lib/tensor/tensorType';
import {
  added,
  around,
  averaged,
  before,
  behind,
  convolutions,
  deepened,
  denseBehind,
  hidden,
  imageTimes,
  joinsBehind,
  nodesOf,
  okInput,
  outputs,
  type Planted,
  plainWindows,
  readers,
  removed,
  SEEDED,
  set,
  squeezed,
  wire,
  withoutLayer,
} from './faultParts';

/** A mistake that people make, how to make it in a good network, and the rule that ought to see it. */
export interface Fault {
  readonly name: string;
  readonly rule: RuleId;
  /** With it hardly any layer works, so that it counts although the analysis speaks of them. */
  readonly stops?: true;
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
    name: 'the input is forgotten',
    rule: 'no-input',
    stops: true,
    places: (analysis) => [removed(nodesOf(analysis).filter(({ kind }) => kind === 'input'))],
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
    name: 'the image is twice as large as what the last units see',
    rule: 'rf-coverage',
    places: (analysis) =>
      averaged(analysis).flatMap(({ sees }) => {
        const [side = 0] = okInput(analysis)?.slice(1) ?? [];
        return side > 0 ? imageTimes(analysis, Math.ceil((2 * sees) / side)) : [];
      }),
  },
  {
    name: 'half as many 3×3 again stand where the whole image is seen',
    rule: 'rf-unproductive',
    places: (analysis) =>
      averaged(analysis).flatMap(({ id, channels, sees }) => {
        const more = Math.ceil(plainWindows(analysis).length / 2);
        const [side = 0] = okInput(analysis)?.slice(1) ?? [];
        return sees >= side ? [deepened(analysis, id, more, channels)] : [];
      }),
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
