import { beforeAll, describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import type { Analysis, OkReport } from '@/lib/analysis/report';
import { must } from '@/lib/invariant';
import { GraphBuilder } from '@/lib/templates/builder';
import { templateById } from '@/lib/templates/templates';
import { makeBatch } from '@/lib/training/batch';
import { type BuiltModel, buildModel } from '@/lib/training/buildModel';
import { scalingOf } from '@/lib/training/datasets/scaling';
import { estimateTraining } from '@/lib/training/estimate';
import { lookAt } from '@/lib/training/gradientStep';
import { makeOptimizer } from '@/lib/training/optimizer';
import { portsOfDesign } from '@/lib/training/ports';
import type { TensorFlow } from '@/lib/training/tensorflow';
import { verify } from '@/lib/training/verify';
import { tensorFlowOnWasm } from '@/tests/support/tensorflow';
import { jobOf } from '@/tests/support/trained';

let tf: TensorFlow;
beforeAll(async () => {
  tf = await tensorFlowOnWasm();
});

function small() {
  const net = new GraphBuilder();
  const image = net.add('input', 'image', { height: 16, width: 16, channels: 3 });
  const map = net.add('conv2d', 'conv', { filters: 64, kernel: [5, 5] }, image);
  const normal = net.add('batchNorm', 'norm', {}, map);
  const pooled = net.add('globalAvgPool2d', 'pool', { keepMap: false }, normal);
  net.add('output', 'scores', {}, net.add('dense', 'fc', { units: 10 }, pooled));
  return analyse(net.build());
}

function built(analysis: Analysis, seed = 1): BuiltModel {
  const ports = portsOfDesign(analysis);
  if (!ports.ok) throw new Error(ports.error);
  return buildModel(tf, analysis, ports.value, seed);
}

function weightsOf(model: BuiltModel, id: string): Readonly<Record<string, readonly number[]>> {
  const layers = must(model.nodes.get(id), id).layers;
  return Object.fromEntries(
    layers
      .flatMap((layer) => layer.weights)
      .map((weight) => [
        must(weight.originalName.split('/').at(-1), 'name'),
        [...weight.read().dataSync()],
      ]),
  );
}

const deviation = (values: readonly number[] = []) =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

describe('the weights of a built model', () => {
  it('[T5] start as He et al. draw them, and evenly within 1/√fan-in where the scores are made', () => {
    const model = built(small());
    const conv = weightsOf(model, 'conv');
    expect(deviation(conv.kernel) / Math.sqrt(2 / 75)).toBeCloseTo(1, 1);
    expect(deviation(conv.bias)).toBe(0);
    const scores = weightsOf(model, 'fc').kernel ?? [];
    expect(Math.max(...scores.map(Math.abs))).toBeLessThanOrEqual(1 / 8);
    expect(deviation(scores) / (1 / 8 / Math.sqrt(3))).toBeCloseTo(1, 1);
    expect(weightsOf(model, 'norm')).toEqual({
      gamma: new Array(64).fill(1),
      beta: new Array(64).fill(0),
      runningMean: new Array(64).fill(0),
      runningVariance: new Array(64).fill(1),
    });
    model.dispose();
  });

  it('[T9] follow from the seed alone', () => {
    const [first, again, other] = [built(small(), 3), built(small(), 3), built(small(), 4)];
    expect(weightsOf(again, 'conv')).toEqual(weightsOf(first, 'conv'));
    expect(weightsOf(other, 'conv')).not.toEqual(weightsOf(first, 'conv'));
    for (const model of [first, again, other]) model.dispose();
  });

  it('are given back with the model', () => {
    const before = tf.memory().numTensors;
    built(small()).dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('[T4] verification', () => {
  it('names each layer whose shape or weights are not what the analysis says', () => {
    const analysis = small();
    const model = built(analysis);
    const report = analysis.reports.get('conv') as OkReport;
    const reports = new Map(analysis.reports).set('conv', {
      ...report,
      facts: { ...report.facts, outputs: [{ shape: [63, 16, 16], layout: 'chw' }] },
      cost: { ...report.cost, params: 4000, buffers: 1 },
    });
    expect(verify(tf, { ...analysis, reports }, model)).toEqual([
      { node: 'conv', message: '“conv” gives 16×16×64 where the analysis says 16×16×63.' },
      { node: 'conv', message: '“conv” learns 4,864 values where the analysis says 4,000.' },
      { node: 'conv', message: '“conv” keeps 0 values where the analysis says 1.' },
    ]);
    expect(verify(tf, analysis, model)).toEqual([]);
    model.dispose();
  });
});

describe('the estimate of memory', () => {
  it.each([
    ['tiny-cnn-digits', 'digits'],
    ['tiny-cnn-textures', 'textures'],
    ['lenet5', 'digits'],
    ['resnet20-cifar', 'textures'],
    ['squeezenet1_1', 'textures'],
  ])('is right within a factor of two for %s', async (id, dataset) => {
    const graph = must(templateById(id), id).build();
    const job = jobOf(graph, dataset, { samples: 16, batch: 16 });
    const { info, training } = job.data;
    const model = buildModel(tf, job.analysis, job.ports, 1);
    const optimizer = makeOptimizer(tf, 'adam', 0.001);
    const places = Uint32Array.from({ length: 16 }, (_, index) => index);
    const batch = makeBatch(tf, info, training, scalingOf(info, training), places);
    const before = tf.memory().numBytes;
    const { peakBytes } = await tf.profile(() => {
      const look = lookAt(tf, model, ['logits'], batch);
      optimizer.apply(look.weights, look.gradients);
      look.dispose();
    });
    const { memory } = estimateTraining(job.analysis, job.ports, job.settings);
    const used = Math.max(peakBytes, before);
    expect(memory / used).toBeGreaterThan(0.5);
    expect(memory / used).toBeLessThan(2);
    optimizer.dispose();
    model.dispose();
    batch.dispose();
  });
});
