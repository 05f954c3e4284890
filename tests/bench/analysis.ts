import * as tf from '@tensorflow/tfjs';
import { analyse } from '@/lib/analysis/analyse';
import { totalsOf } from '@/lib/analysis/cost';
import { inferenceMemory } from '@/lib/analysis/inferenceMemory';
import type { Analysis } from '@/lib/analysis/report';
import { trainingMemory } from '@/lib/analysis/trainingMemory';
import type { LayerGraph, LayerNode } from '@/lib/graph/graph';
import { invariant, must } from '@/lib/invariant';
import { GraphBuilder } from '@/lib/templates/builder';
import { Chain } from '@/lib/templates/chain';
import { templateById } from '@/lib/templates/templates';
import { machine, measure, printTable } from './measure';
import { resnet50InTfjs } from './resnet50InTfjs';

const ROUNDS = 300;
const CHAIN_ROUNDS = 31;
const TFJS_ROUNDS = 11;

/**
 * What analysis costs: chains of layers, to see that the cost is linear; a full pass over
 * ResNet-50, passes after one edit, and the same network in TensorFlow.js in the same run.
 */
export async function analysisBench(): Promise<void> {
  console.log(`\nAnalysis, medians (${machine()})\n`);
  await chainBench();
  console.log('');
  await resnet50Bench();
}

async function resnet50Bench(): Promise<void> {
  const graph = must(templateById('resnet50'), 'template resnet50').build();
  const analysis = analyse(graph);
  const rows = [['ResNet-50', 'ms', 'layers computed']];
  const row = (label: string, ms: number, computed: number | string = '') =>
    rows.push([label, ms.toFixed(3), `${computed}`]);
  const full = await measure(
    ROUNDS,
    () => fresh(graph),
    (copy) => totalsOf(analyse(copy)),
  );
  row('full pass, with totals', full.wall, graph.nodes.size);
  const memory = await measure(ROUNDS, () => analysis, memories);
  row('its memory, inference and training', memory.wall);
  for (const id of ['conv1', 'layer3.0.conv2', 'fc']) {
    const edited = edit(graph, id);
    const { wall } = await measure(
      ROUNDS,
      () => edited,
      (next) => analyse(next, analysis),
    );
    row(`after an edit of ${id}`, wall, recomputed(analysis, analyse(edited, analysis)));
  }
  await tf.setBackend('cpu');
  const inTfjs = await measure(TFJS_ROUNDS, () => undefined, checkedTfjs(analysis));
  row('TensorFlow.js: build the model, count', inTfjs.wall);
  printTable(rows);
  const ratio = inTfjs.wall / full.wall;
  console.log(`\nTensorFlow.js takes ${ratio.toFixed(0)} times as long as a full pass.`);
}

function memories(analysis: Analysis): void {
  inferenceMemory(analysis, analysis.graph.settings);
  trainingMemory(analysis, analysis.graph.settings);
}

/** The same graph with maps of its own, so that nothing is remembered of it. */
function fresh(graph: LayerGraph): LayerGraph {
  return { ...graph, nodes: new Map(graph.nodes), edges: new Map(graph.edges) };
}

/** The graph after someone has opened a layer and changed it, so that all behind it has to be looked at again. */
function edit(graph: LayerGraph, id: string): LayerGraph {
  const node = must(graph.nodes.get(id), `layer ${id}`);
  const params = { ...node.params, bias: true };
  return { ...graph, nodes: new Map(graph.nodes).set(id, { ...node, params } as LayerNode) };
}

function recomputed(before: Analysis, after: Analysis): number {
  return after.order.filter((id) => after.reports.get(id) !== before.reports.get(id)).length;
}

/** Builds the model, asks for what analysis says of it, and makes sure that both say the same. */
function checkedTfjs(analysis: Analysis): () => void {
  const { params, buffers } = totalsOf(analysis);
  return () => {
    const model = resnet50InTfjs();
    const shapes = model.layers.map((layer) => layer.outputShape);
    const counted = model.countParams();
    model.dispose();
    invariant(counted === params + buffers, `${counted} parameters in TensorFlow.js`);
    invariant(`${shapes.at(-1)}` === ',1000', `output ${shapes.at(-1)} in TensorFlow.js`);
  };
}

async function chainBench(): Promise<void> {
  const rows = [
    ['layers in a chain', 'full pass, ms', 'without GC', 'µs a layer', 'edit of the last, ms'],
  ];
  for (const length of [1_000, 4_000, 10_000]) {
    const graph = chain(length);
    const full = await measure(
      CHAIN_ROUNDS,
      () => fresh(graph),
      (copy) => analyse(copy),
    );
    const analysis = analyse(graph);
    const edited = edit(graph, `conv${length}`);
    const last = await measure(
      CHAIN_ROUNDS,
      () => edited,
      (next) => analyse(next, analysis),
    );
    const each = (1000 * full.own) / length;
    const figures = [full.wall, full.own, each, last.wall];
    rows.push([`${length}`, ...figures.map((figure) => figure.toFixed(2))]);
  }
  printTable(rows);
}

function chain(length: number): LayerGraph {
  const net = new GraphBuilder();
  const image = net.add('input', 'image', { height: 32, width: 32, channels: 8 });
  const layers = new Chain(net, image, (index) => `conv${index + 1}`);
  for (let count = 0; count < length; count++) layers.add('conv2d', { filters: 8, bias: false });
  return net.build();
}
