import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { totalsOf } from '@/lib/analysis/cost';
import { inferenceMemory } from '@/lib/analysis/inferenceMemory';
import { okReport } from '@/lib/analysis/report';
import { trainingMemory } from '@/lib/analysis/trainingMemory';
import { DEFAULT_SETTINGS } from '@/lib/graph/graph';
import { readGraph, storeGraph } from '@/lib/graph/stored';
import type { Imported } from '@/lib/interchange/imported';
import { readOnnx } from '@/lib/interchange/onnx/readOnnx';
import { readOnnxFixture } from '@/tests/support/onnxFixture';
import {
  analysisRows,
  type Row,
  readTruth,
  savedBytesOnGpu,
  type Truth,
  type TruthNode,
  truthRows,
} from '@/tests/support/truth';

const MODELS = [
  'alexnet',
  'chain28',
  'chain99',
  'densenet121',
  'efficientnet_b0',
  'googlenet',
  'inception_v3',
  'lenet5',
  'mobilenet_v2',
  'mobilenet_v3_large',
  'plain34',
  'resnet152',
  'resnet18',
  'resnet20_cifar',
  'resnet34',
  'resnet50',
  'resnext50_32x4d',
  'shufflenet_v2_x1_0',
  'squeeze_expand',
  'squeezenet1_1',
  'vgg11',
  'vgg16',
  'vgg16_bn',
] as const;

function imported(name: string): Imported {
  const read = readOnnx(readOnnxFixture(name));
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

/** Layers of a trace that leave no operator in an eval graph; a chunk is written as the parts that are taken of it. */
function isTracedOnly({ type }: TruthNode): boolean {
  return type === 'Dropout' || type === 'stochastic_depth' || type === 'chunk';
}

/** Whether something of the network is missing in an eval graph, so that training it would keep something else. */
function losesInExport({ nodes }: Truth): boolean {
  return nodes.some(({ type }) => type === 'Dropout' || type === 'stochastic_depth');
}

/** The network with concatenations of concatenations written as one, as PyTorch's exporter does. */
function withFlatJoins(truth: Truth): Truth {
  const byName = new Map(truth.nodes.map((node) => [node.name, node]));
  const inner = new Set<string>();
  const nodes = truth.nodes.map((node) => {
    if (node.type !== 'cat') return node;
    const inputs = node.inputs.flatMap((name) => {
      const source = byName.get(name);
      if (source?.type !== 'cat') return [name];
      inner.add(name);
      return source.inputs;
    });
    return { ...node, inputs };
  });
  return { ...truth, nodes: nodes.filter(({ name }) => !inner.has(name)) };
}

/** Convolutions whose batch norm an exporter folds into them, by the norm: nothing else may read the convolution. */
function foldedNorms({ nodes }: Truth): ReadonlyMap<TruthNode, TruthNode> {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const folded = new Map<TruthNode, TruthNode>();
  for (const node of nodes) {
    const source = byName.get(node.inputs[0] ?? '');
    if (node.type !== 'BatchNorm2d' || source?.type !== 'Conv2d') continue;
    if (nodes.filter(({ inputs }) => inputs.includes(source.name)).length === 1)
      folded.set(node, source);
  }
  return folded;
}

/** The network after folding: such norms are gone, and their convolutions have one bias a filter, if they had none. */
function fusedRows(truth: Truth): readonly Row[] {
  const folded = foldedNorms(truth);
  const convolutions = new Set(folded.values());
  const nodes = truth.nodes.map((node) => {
    const [, filters = 0, rows = 1, columns = 1] = node.shape;
    const biased = node.params > node.macs / (rows * columns);
    return convolutions.has(node) && !biased ? { ...node, params: node.params + filters } : node;
  });
  const norms = new Set([...folded.keys()].map(({ name }) => name));
  return truthRows({ ...truth, nodes }, (node) => isTracedOnly(node) || norms.has(node.name));
}

interface Figures {
  readonly macs: number;
  /** Values in all floating point initializers: parameters and running statistics. */
  readonly weights: number;
  /** Output tensor, its shape, and the MACs, of every operator. */
  readonly nodes?: readonly (readonly [string, readonly number[], number])[];
}

const figures: Readonly<Record<string, Figures>> = JSON.parse(
  readFileSync(new URL('../../../fixtures/onnx/figures.json', import.meta.url), 'utf8'),
);

describe.each(MODELS)('%s', (model) => {
  const truth = readTruth(model);
  const written = withFlatJoins(truth);
  const files = [
    { file: model, title: 'with its norms', rows: truthRows(written, isTracedOnly), whole: true },
    {
      file: `${model}.fused`,
      title: 'with norms folded into convolutions',
      rows: fusedRows(written),
      whole: foldedNorms(truth).size === 0,
    },
  ];

  describe.each(files)('$title', ({ file, rows, whole }) => {
    const { graph, opaque, notes } = imported(file);
    const analysis = analyse(graph);
    const totals = totalsOf(analysis);

    it('is understood whole', () => {
      expect({ opaque, notes, unknown: totals.unknown }).toEqual({
        opaque: [],
        notes: [],
        unknown: [],
      });
    });

    it('has the layers that PyTorch ran, in that order: inputs, shape, parameters, buffers, MACs, receptive field', () => {
      expect(analysisRows(analysis)).toEqual(rows);
    });

    it('has the totals of the file: every stored value is a parameter or a buffer of some layer', () => {
      expect({ macs: totals.macs, weights: totals.params + totals.buffers }).toEqual({
        macs: figures[file]?.macs,
        weights: figures[file]?.weights,
      });
    });

    it('needs the memory that was measured, where the file has all layers', () => {
      const peak = inferenceMemory(analysis, DEFAULT_SETTINGS).peak;
      const { saved } = trainingMemory(analysis, { ...DEFAULT_SETTINGS, batch: 8 });
      const trainable = whole && !losesInExport(truth);
      expect({
        peak: whole ? peak : 'not in the file',
        saved: trainable ? saved : 'not in the file',
      }).toEqual({
        peak: whole ? truth.inferencePeakBytes : 'not in the file',
        saved: trainable ? savedBytesOnGpu(truth, 8) : 'not in the file',
      });
    });

    it('is a design that can be stored and read again', () => {
      expect(readGraph(JSON.parse(JSON.stringify(storeGraph(graph))))).toEqual({
        ok: true,
        value: graph,
      });
    });
  });
});

describe.each(
  Object.entries(figures).flatMap(([file, { nodes }]) => (nodes ? [{ file, nodes }] : [])),
)('$file, tensor by tensor', ({ file, nodes }) => {
  it('every tensor of the file has a layer, and the shape and MACs that shape inference gives it', () => {
    const { graph } = imported(file);
    const analysis = analyse(graph);
    const rows = [...graph.nodes.values()].flatMap(({ id, origin, kind }) => {
      const report = okReport(analysis, id);
      const shape = report?.facts.outputs[0]?.shape ?? [];
      const [tensor] = origin?.tensors ?? [];
      return kind === 'input' || kind === 'output'
        ? []
        : [[tensor, [1, ...shape], report?.cost.macs]];
    });
    expect(rows).toEqual(nodes);
  });
});
