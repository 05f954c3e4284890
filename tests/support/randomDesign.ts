import { applyOperation } from '@/lib/document/apply';
import { EMPTY_GRAPH, type LayerGraph, type LayerNode } from '@/lib/graph/graph';
import { inferLayer, KIND_NAMES, kindOf, type Layer, makeLayer } from '@/lib/layers/catalogue';
import type { TensorType } from '@/lib/tensor/tensorType';
import { type Draw, pick } from './draw';

interface Place {
  readonly id: string;
  readonly type: TensorType;
}

/**
 * A design as somebody might draw it in a hurry: mostly layers that fit what comes before them, with
 * joins, several heads and every fault that a rule knows, and here and there a loose end, a layer
 * that does not fit or one without wires.
 */
export function randomDesign(draw: Draw): LayerGraph {
  let graph: LayerGraph = {
    ...EMPTY_GRAPH,
    settings: { ...EMPTY_GRAPH.settings, batch: pick(draw, [1, 2, 3, 1, 2, 65_536]) },
  };
  const places: Place[] = [];
  const put = (layer: Layer, sources: readonly Place[]): void => {
    const id = `n${graph.nodes.size}`;
    graph = added(graph, id, layer, sources, draw);
    if (sources.length < kindOf(layer).arity.min) return;
    const inferred = inferLayer(
      layer,
      sources.map(({ type }) => type),
    );
    const type = inferred.ok ? inferred.facts.outputs[0] : undefined;
    if (type) places.push({ id, type });
  };
  if (draw(20) > 0) put(makeLayer('input', imageOf(draw)), []);
  const steps = 2 + draw(14);
  for (let step = 0; step < steps; step++) {
    const source = draw(4) > 0 ? places.at(-1) : places[draw(places.length || 1)];
    if (!source || draw(25) === 0) put(makeLayer(pick(draw, KIND_NAMES), {}), []);
    else if (draw(6) === 0) put(pick(draw, JOINS), [source, partnerOf(draw, source, places)]);
    else put(layerFor(draw, source.type), [source]);
  }
  const ends = draw(10) === 0 ? 0 : 1 + draw(2);
  for (const source of places.slice(-ends)) {
    const loss = pick(draw, [
      'unspecified',
      'logits',
      'probabilities',
      'logProbabilities',
    ] as const);
    if (ends > 0) put(makeLayer('output', { loss }), [source]);
  }
  return graph;
}

function imageOf(draw: Draw) {
  const side = pick(draw, [1, 4, 8, 16, 28, 32, 64, 224]);
  return { channels: pick(draw, [1, 3, 64, 192]), height: side, width: draw(5) === 0 ? 9 : side };
}

const JOINS: readonly Layer[] = [
  makeLayer('add', {}),
  makeLayer('concat', {}),
  makeLayer('multiply', {}),
];

function partnerOf(draw: Draw, { type }: Place, places: readonly Place[]): Place {
  const alike = places.filter((place) => String(place.type.shape) === String(type.shape));
  return pick(draw, draw(8) > 0 && alike.length > 0 ? alike : places);
}

const FUNCTIONS = ['relu', 'relu', 'relu', 'relu6', 'silu', 'sigmoid', 'tanh'] as const;

/** A layer that usually fits the type. */
function layerFor(draw: Draw, type: TensorType): Layer {
  const plain = [
    () => makeLayer('activation', { function: pick(draw, FUNCTIONS) }),
    () => makeLayer('activation', {}),
    () => makeLayer('batchNorm', { affine: draw(4) > 0 }),
    () => makeLayer('dropout', { channels: draw(3) === 0 }),
    () => makeLayer('softmax', { logarithm: draw(2) === 0 }),
    () => makeLayer('identity', {}),
    () => makeLayer('opaque', { shapes: [draw(3) === 0 ? null : [...type.shape]] }),
  ];
  const flat = [
    () => makeLayer('dense', { units: pick(draw, [10, 64, 4096]), bias: draw(2) === 0 }),
  ];
  const spatial = [
    ...[0, 1, 2, 3, 4, 5].map(() => () => convolution(draw)),
    () => makeLayer('depthwiseConv2d', { kernel: kernelOf(draw), bias: draw(2) === 0 }),
    () => makeLayer('convTranspose2d', transposed(draw)),
    () => makeLayer('maxPool2d', { ...poolOf(draw), ceilMode: draw(3) === 0 }),
    () => makeLayer('maxPool2d', {}),
    () => makeLayer('avgPool2d', poolOf(draw)),
    () => makeLayer('globalAvgPool2d', { keepMap: draw(2) === 0 }),
    () => makeLayer('flatten', {}),
    () => makeLayer('flatten', {}),
    () => makeLayer('upsample2d', {}),
    () => makeLayer('slice', { height: { start: draw(2), end: null, step: 1 + draw(2) } }),
    () => makeLayer('split', { sizes: [type.shape[0] ?? 1] }),
    () => makeLayer('reshape', { shape: [...type.shape] }),
    () => makeLayer('reshape', { shape: [-1] }),
    () => makeLayer('zeroPad2d', { bottom: draw(2) }),
    () => makeLayer('localResponseNorm', {}),
    () => makeLayer('layerNorm', {}),
    () => makeLayer('affine', { shift: draw(2) === 0 }),
  ];
  return pick(draw, [
    ...plain,
    ...(type.layout === 'chw' ? spatial : [...flat, ...flat, ...flat]),
  ])();
}

function convolution(draw: Draw): Layer {
  const stride = pick(draw, [1, 1, 1, 2, 3]);
  return makeLayer('conv2d', {
    filters: pick(draw, [1, 6, 16, 48, 64, 192, 256, 1024]),
    kernel: kernelOf(draw),
    stride: [stride, stride],
    padding: paddingOf(draw),
    dilation: draw(8) === 0 ? [2, 2] : [1, 1],
    bias: draw(2) === 0,
  });
}

function kernelOf(draw: Draw): [number, number] {
  const kernel = pick(draw, [1, 1, 3, 3, 3, 5, 7, 2, 4]);
  return [kernel, draw(6) === 0 ? 1 : kernel];
}

function paddingOf(draw: Draw) {
  const edge = () => draw(3);
  return pick(draw, [
    'same' as const,
    'same' as const,
    'valid' as const,
    { top: edge(), bottom: edge(), left: edge(), right: edge() },
  ]);
}

function transposed(draw: Draw) {
  const extra = draw(2);
  return {
    filters: pick(draw, [8, 24]),
    kernel: kernelOf(draw),
    padding: paddingOf(draw),
    outputPadding: [extra, extra] as [number, number],
  };
}

function poolOf(draw: Draw) {
  const kernel = 2 + draw(2);
  return { kernel: [kernel, kernel] as [number, number], padding: paddingOf(draw) };
}

/** The graph with one more layer and the wires into it, as operations would draw them; one in a hundred wires is forgotten. */
function added(
  graph: LayerGraph,
  id: string,
  layer: Layer,
  sources: readonly Place[],
  draw: Draw,
): LayerGraph {
  const position = { x: 0, y: 152 * graph.nodes.size };
  const node = { id, name: id, position, group: null, origin: null, ...layer } as LayerNode;
  let next: LayerGraph = { ...graph, nodes: new Map(graph.nodes).set(id, node) };
  for (const [slot, { id: source }] of sources.entries()) {
    if (draw(100) === 99) continue;
    const edge = { id: `${id}.${slot}`, source, port: 0, target: id, slot };
    const applied = applyOperation(next, { type: 'connect', edge });
    if (applied.outcome === 'applied') next = applied.graph;
  }
  return next;
}
