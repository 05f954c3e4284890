import { readdirSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { AnalysisDocument, DescribedNode } from '@/lib/cli/analysisDocument';
import {
  asBuilt,
  asExported,
  asMeasured,
  type ExportedTruth,
  savedOnCpu,
  savedOnGpu,
  sum,
} from '@/tests/support/exportedTruth';
import { analyzed, fixturePath } from '@/tests/support/layerboard';
import { readTruth, type Truth, type TruthField, truthRows } from '@/tests/support/truth';

const BATCHES = [1, 8] as const;
const MODELS = readdirSync(fixturePath('truth')).map((file) => file.replace('.json', ''));
const FILES = readdirSync(fixturePath('onnx'))
  .filter((file) => file.includes('.onnx'))
  .map((file) => file.replace(/\.onnx(\.gz)?$/, ''));

/** Templates that are the very network that was measured, where they go by another name. */
const TEMPLATES: Readonly<Record<string, string>> = {
  googlenet: 'googlenet_plain',
  inception_v3: 'inception_v3_plain',
  resnet20_cifar: 'resnet20-cifar',
  squeeze_expand: 'squeeze-expand',
};

/** What stands in a table of what was compared. */
const compared: Record<string, Readonly<Record<string, string>>> = {};

afterAll(() => {
  console.table(compared);
});

interface Row {
  readonly inputs: readonly number[];
  readonly shape: readonly number[];
  readonly params: number | null;
  readonly buffers: number | null;
  readonly macs: number | null;
  readonly field: TruthField | null;
  readonly savedBytes: number | null;
}

function documentRows({ nodes }: AnalysisDocument): readonly Row[] {
  const places = new Map(nodes.map(({ id }, place) => [id, place]));
  return nodes.map((node) => ({
    inputs: node.inputs.map((id) => places.get(id) ?? Number.NaN),
    shape: node.outputShape ?? [],
    params: node.params,
    buffers: (node.buffers ?? 0) + (node.counters ?? 0),
    macs: node.macs,
    field: localField(node),
    savedBytes: node.savedBytes,
  }));
}

/** Fields were measured where they move with the unit; those that a gate enters are of the main path on both sides. */
function localField({ field }: DescribedNode): TruthField | null {
  if (field === null || field === 'global') return null;
  const { size, jump, left } = field;
  return { size, jump, left };
}

function expectedRows(truth: Truth, expected: ExportedTruth, batch: number): readonly Row[] {
  const saved = expected.savedBy(batch);
  return truthRows({ ...truth, nodes: expected.nodes }).map((row, place) => ({
    ...row,
    macs: row.macs ?? null,
    savedBytes: saved.get(expected.nodes[place]?.name ?? '') ?? 0,
  }));
}

/** Holds what the command prints of `operand` against what was measured, at both batches. */
function compareWith(title: string, operand: string, truth: Truth, expected: ExportedTruth): void {
  describe.each(BATCHES)(`${title}, batch %i`, (batch) => {
    const printed = analyzed(operand, '--batch', `${batch}`);

    it('[L2] [L5] [L7] [A1] [A2] [A3] [A6] every layer equals what PyTorch ran, in that order: inputs, shape, parameters, buffers, MACs, receptive field, bytes kept', async () => {
      expect(documentRows(await printed)).toEqual(expectedRows(truth, expected, batch));
    });

    it('[A6] totals are those of PyTorch', async () => {
      const { totals, problems, opaque } = await printed;
      const { params, trainableParams, buffers, counters, macs, flops, unknown } = totals;
      const rows = expected.nodes;
      const learned = sum(rows.map((row) => row.params));
      const work = sum(rows.map((row) => row.macs));
      expect({
        ...{ params, trainableParams, buffers: buffers + counters, macs, flops },
        ...{ unknown, problems, opaque },
      }).toEqual({
        ...{ params: learned, trainableParams: learned, macs: work, flops: 2 * work },
        buffers: sum(rows.map((row) => row.buffers)),
        ...{ unknown: [], problems: [], opaque: [] },
      });
    });

    it('[A7] [A8] [A11] so is the memory of inference and of what training keeps', async () => {
      const { inference, training } = (await printed).memory;
      expect({
        peak: inference.peakActivationBytes,
        saved: training.savedActivationBytes,
      }).toEqual({
        peak: expected.inferencePeakBytes,
        saved: sum(expected.savedBy(batch).values()),
      });
      const without =
        expected.without.length > 0 ? `= (without ${expected.without.join(', ')})` : '=';
      const inMeasured = (figure: number, measured: number) =>
        figure === measured ? '=' : without;
      compared[title] = {
        ...compared[title],
        layers: `${expected.nodes.length}`,
        figures: without,
        'inference peak': inMeasured(inference.peakActivationBytes, truth.inferencePeakBytes),
        [`kept, batch ${batch}`]: inMeasured(
          training.savedActivationBytes,
          savedOnGpu(truth, batch),
        ),
      };
    });
  });
}

describe.each(MODELS)('%s', (model) => {
  const truth = readTruth(model);

  it('[A7] [A8] was measured as its rows say: the totals, the peak of a walk over its layers, the bytes kept at each batch', () => {
    const { nodes, inferencePeakBytes } = asMeasured(truth);
    const counted = truth.totals.buffers + truth.totals.counters;
    expect({
      params: sum(nodes.map(({ params }) => params)),
      buffers: sum(nodes.map(({ buffers }) => buffers)),
      macs: sum(nodes.map(({ macs }) => macs)),
      peak: inferencePeakBytes,
      saved: BATCHES.map((batch) => savedOnCpu(truth, batch)),
    }).toEqual({
      params: truth.totals.params,
      buffers: counted,
      macs: truth.totals.macs,
      peak: truth.inferencePeakBytes,
      saved: BATCHES.map((batch) => truth.savedBytes[batch].activations),
    });
  });

  const template = `template:${TEMPLATES[model] ?? model}`;
  compareWith(template, template, truth, asBuilt(truth));

  for (const file of FILES.filter((each) => each.split('.')[0] === model)) {
    const fused = file.endsWith('.fused');
    const operand = fixturePath(`onnx/${file}.onnx`);
    compareWith(`${file}.onnx`, operand, truth, asExported(truth, { fused }));
  }
});
