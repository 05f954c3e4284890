import type { LayersModel } from '@tensorflow/tfjs';
import { expect } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import type { Imported } from '@/lib/interchange/imported';
import { readFile } from '@/lib/interchange/readFile';
import type { TensorType } from '@/lib/tensor/tensorType';
import { storedValues } from './storedValues';

/** Reads what TensorFlow.js writes of a model, in the file that its converter makes. */
export function readTfjs(model: LayersModel): Imported {
  const modelTopology = model.toJSON(undefined, false) as unknown;
  const file = { format: 'layers-model', generatedBy: 'test', convertedBy: null, modelTopology };
  const read = readFile('model.json', new TextEncoder().encode(JSON.stringify(file)));
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

/** Holds a reading to TensorFlow.js, layer by layer: the shape that comes out, and the values that are stored. */
export function expectSameAsTfjs(model: LayersModel): Imported {
  const imported = readTfjs(model);
  const analysis = analyse(imported.graph);
  const compared = model.layers.map((layer) => {
    const nodes = [...imported.graph.nodes.values()].filter(
      ({ name, origin }) =>
        origin?.operators.length === 1 &&
        (name === layer.name || name.startsWith(`${layer.name}.`)),
    );
    const ids = new Set(nodes.map(({ id }) => id));
    const last = nodes.at(-1);
    const report = last && analysis.reports.get(last.id);
    return {
      theirs: {
        layer: layer.name,
        shape: (layer.outputShape as (number | null)[]).slice(1).map((size) => size ?? -1),
        values: layer.countParams(),
      },
      ours: {
        layer: layer.name,
        shape: report?.status === 'ok' ? channelsLast(report.facts.outputs[0]) : report?.status,
        values: storedValues(analysis, (id) => ids.has(id)),
      },
    };
  });
  expect(compared.map(({ ours }) => ours)).toEqual(compared.map(({ theirs }) => theirs));
  return imported;
}

/** A shape in Keras' order of axes. */
function channelsLast(type: TensorType | undefined): readonly number[] | undefined {
  const [channels = 0, height = 0, width = 0] = type?.shape ?? [];
  const inChannels = type?.shape.length === 3 && type.layout !== 'hwc';
  return inChannels ? [height, width, channels] : type?.shape;
}
