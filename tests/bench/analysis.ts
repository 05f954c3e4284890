import * as tf from '@tensorflow/tfjs';
import { analyse } from '@/lib/analysis/analyse';
import { totalsOf } from '@/lib/analysis/cost';
import { inferenceMemory } from '@/lib/analysis/inferenceMemory';
import type { Analysis } from '@/lib/analysis/report';
import { trainingMemory } from '@/lib/analysis/trainingMemory';
import { applyOperation } from '@/lib/document/apply';
import type { Operation } from '@/lib/document/operation';
import type { LayerGraph } from '@/lib/graph/graph';
import { invariant, must } from '@/lib/invariant';
import { templateById } from '@/lib/templates/templates';
import { disagreements } from '@/tests/support/disagreements';
import { plainModel, plainTfjs } from '@/tests/support/plainTfjs';
import { hushPlainBackend } from '@/tests/support/tensorflow';
import { machine, measure, printTable } from './measure';
import { residualChains } from './residualChains';

/** Layers to be looked at for a median, so that large networks get fewer rounds. */
const LAYERS = 200_000;
const MOST_ROUNDS = 400;
const TFJS_LAYERS = 5_000;

/**
 * What analysis costs: a full pass and a pass after an edit near the head, beside TensorFlow.js
 * building the same network in the same run; an edit by where it is; and the cost by size, to see
 * that it is linear.
 */
export async function analysisBench(): Promise<void> {
  console.log(`\nAnalysis, medians (${machine()})\n`);
  await hushPlainBackend(tf);
  await tf.setBackend('cpu');
  await sizes();
  console.log('');
  await edits();
  console.log('');
  await networks();
}

/** Ours first, all of them: the weights of TensorFlow.js are garbage that would be swept in our time. */
async function networks(): Promise<void> {
  const networks = [
    { title: 'ResNet-50', graph: template('resnet50'), head: 'fc' },
    { title: 'ResNet-152', graph: template('resnet152'), head: 'fc' },
    { title: 'DenseNet-201', graph: template('densenet201'), head: 'classifier' },
    { title: 'residual chains', graph: residualChains(10_000), head: '7.178.conv2' },
  ];
  const ours: { readonly full: number; readonly edit: number }[] = [];
  for (const { graph, head } of networks) {
    const full = await fullPass(graph);
    const analysis = analyse(graph);
    const edit = await editPass(analysis, biasOf(analysis, head));
    ours.push({ full: full.wall, edit: edit.wall });
  }
  const rows = [
    ['network', 'layers', 'full, ms', 'edit, ms', 'TensorFlow.js, ms', 'times as long'],
  ];
  for (const [index, { title, graph }] of networks.entries()) {
    agree(analyse(graph));
    const { wall } = await measure(rounds(graph, TFJS_LAYERS), () => graph, buildInTfjs);
    const { full, edit } = must(ours[index], title);
    const figures = [full.toFixed(2), edit.toFixed(3), wall.toFixed(0), (wall / full).toFixed(0)];
    rows.push([title, `${graph.nodes.size}`, ...figures]);
  }
  printTable(rows);
}

async function edits(): Promise<void> {
  const analysis = analyse(template('resnet152'));
  const rows = [['ResNet-152', 'ms', 'layers looked at']];
  const row = (label: string, ms: number, computed: number | string = '') =>
    rows.push([label, ms.toFixed(3), `${computed}`]);
  const padding = { top: 2, bottom: 2, left: 2, right: 2 };
  for (const [label, operation] of [
    ['bias of fc', biasOf(analysis, 'fc')],
    ['units of fc', set('fc', { units: 10 })],
    ['kernel of layer4.2.conv2', set('layer4.2.conv2', { kernel: [5, 5], padding })],
    ['kernel of layer3.0.conv2', set('layer3.0.conv2', { kernel: [5, 5], padding })],
    ['bias of conv1', biasOf(analysis, 'conv1')],
    ['channels of image', set('image', { channels: 1 })],
    ['move of conv1', { type: 'moveNodes', moves: [{ id: 'conv1', position: { x: 1, y: 1 } }] }],
    ['a wire less, into fc', { type: 'disconnect', ids: ['fc.0'] }],
  ] satisfies readonly (readonly [string, Operation])[]) {
    const { wall } = await editPass(analysis, operation);
    row(label, wall, recomputed(analysis, analyse(performed(analysis.graph, operation), analysis)));
  }
  const totals = await measure(MOST_ROUNDS, () => analysis, totalsOf);
  row('its totals', totals.wall);
  const memory = await measure(MOST_ROUNDS, () => analysis, memories);
  row('its memory, inference and training', memory.wall);
  printTable(rows);
}

async function sizes(): Promise<void> {
  const rows = [['residual chains', 'layers', 'full, ms', 'work itself', 'µs a layer', 'edit, ms']];
  const each: number[] = [];
  for (const size of [1_000, 3_000, 10_000]) {
    const graph = residualChains(size);
    const full = await fullPass(graph);
    const analysis = analyse(graph);
    const edit = await editPass(analysis, set('join', { axis: 'height' }));
    const layers = graph.nodes.size;
    each.push((1000 * full.own) / layers);
    const figures = [full.wall, full.own, each.at(-1) ?? 0, edit.wall];
    rows.push(['', `${layers}`, ...figures.map((figure) => figure.toFixed(2))]);
  }
  printTable(rows);
  const [smallest = 0] = each;
  const growth = (each.at(-1) ?? 0) / smallest;
  console.log(`\nA layer of the largest costs ${growth.toFixed(2)} times one of the smallest.`);
}

function template(id: string): LayerGraph {
  return must(templateById(id), `template ${id}`).build();
}

function rounds({ nodes }: LayerGraph, layers = LAYERS): number {
  return Math.min(MOST_ROUNDS, Math.max(3, Math.ceil(layers / nodes.size)));
}

function fullPass(graph: LayerGraph) {
  return measure(
    rounds(graph),
    () => fresh(graph),
    (copy) => analyse(copy),
  );
}

/** The same graph with maps of its own, so that nothing is remembered of it. */
function fresh(graph: LayerGraph): LayerGraph {
  return { ...graph, nodes: new Map(graph.nodes), edges: new Map(graph.edges) };
}

/** An edit as the page makes it: the operation applied, the design analysed again. */
function editPass(analysis: Analysis, operation: Operation) {
  return measure(
    rounds(analysis.graph),
    () => operation,
    (each) => analyse(performed(analysis.graph, each), analysis),
  );
}

function performed(graph: LayerGraph, operation: Operation): LayerGraph {
  const applied = applyOperation(graph, operation);
  invariant(applied.outcome === 'applied', `${operation.type} took effect`);
  return applied.graph;
}

function set(
  id: string,
  params: Extract<Operation, { readonly type: 'setParams' }>['params'],
): Operation {
  return { type: 'setParams', id, params };
}

/** Switches the bias of a layer. */
function biasOf({ graph }: Analysis, id: string): Operation {
  const params: Readonly<Record<string, unknown>> = must(graph.nodes.get(id), id).params;
  return set(id, { bias: params.bias !== true });
}

function recomputed(before: Analysis, after: Analysis): number {
  return after.order.filter((id) => after.reports.get(id) !== before.reports.get(id)).length;
}

function memories(analysis: Analysis): void {
  inferenceMemory(analysis, analysis.graph.settings);
  trainingMemory(analysis, analysis.graph.settings);
}

/** Makes sure that TensorFlow.js says the same of every layer, so that both do the same work. */
function agree(analysis: Analysis): void {
  const built = plainTfjs(analysis.graph);
  const missing = [...built].filter(([, { status }]) => status !== 'built').map(([id]) => id);
  invariant(missing.length === 0, `TensorFlow.js has every layer, not all but ${missing}`);
  const otherwise = disagreements(analysis, built);
  invariant(otherwise.length === 0, `TensorFlow.js agrees, not ${otherwise}`);
  tf.disposeVariables();
}

function buildInTfjs(graph: LayerGraph): void {
  const model = plainModel(graph);
  invariant(model.countParams() > 0, 'parameters');
  model.dispose();
}
