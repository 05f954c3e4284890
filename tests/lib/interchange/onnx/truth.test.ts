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
import { asExported, sum } from '@/tests/support/exportedTruth';
import { readOnnxFixture } from '@/tests/support/onnxFixture';
import { analysisRows, readTruth, truthRows } from '@/tests/support/truth';

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
  const files = [
    { file: model, title: 'with its norms', fused: false },
    { file: `${model}.fused`, title: 'with norms folded into convolutions', fused: true },
  ];

  describe.each(files)('$title', ({ file, fused }) => {
    const expected = asExported(truth, { fused });
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
      expect(analysisRows(analysis)).toEqual(truthRows({ ...truth, nodes: expected.nodes }));
    });

    it('has the totals of the file: every stored value is a parameter or a buffer of some layer', () => {
      expect({ macs: totals.macs, weights: totals.params + totals.buffers }).toEqual({
        macs: figures[file]?.macs,
        weights: figures[file]?.weights,
      });
    });

    it('needs the memory that was measured for the layers that the file has', () => {
      const { saved } = trainingMemory(analysis, { ...DEFAULT_SETTINGS, batch: 8 });
      expect({ peak: inferenceMemory(analysis, DEFAULT_SETTINGS).peak, saved }).toEqual({
        peak: expected.inferencePeakBytes,
        saved: sum(expected.savedBy(8).values()),
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
