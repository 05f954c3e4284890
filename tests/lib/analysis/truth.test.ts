import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { totalsOf } from '@/lib/analysis/cost';
import { inferenceMemory } from '@/lib/analysis/inferenceMemory';
import { trainingMemory } from '@/lib/analysis/trainingMemory';
import { DEFAULT_SETTINGS, type LayerGraph } from '@/lib/graph/graph';
import { templateById } from '@/lib/templates/templates';
import { asBuilt, sum } from '@/tests/support/exportedTruth';
import { analysisRows, asDrawn, readTruth, truthRows } from '@/tests/support/truth';

function template(id: string): LayerGraph {
  const found = templateById(id);
  if (!found) throw new Error(`no template ${id}`);
  return found.build();
}

/** Each measured network that can be built here, by the name of its fixture. */
const NETWORKS: Readonly<Record<string, () => LayerGraph>> = {
  lenet5: () => template('lenet5'),
  alexnet: () => template('alexnet'),
  vgg11: () => template('vgg11'),
  vgg16: () => template('vgg16'),
  vgg16_bn: () => template('vgg16_bn'),
  googlenet: () => template('googlenet_plain'),
  inception_v3: () => template('inception_v3_plain'),
  mobilenet_v2: () => template('mobilenet_v2'),
  mobilenet_v3_large: () => template('mobilenet_v3_large'),
  shufflenet_v2_x1_0: () => template('shufflenet_v2_x1_0'),
  efficientnet_b0: () => template('efficientnet_b0'),
  plain34: () => template('plain34'),
  resnet18: () => template('resnet18'),
  resnet34: () => template('resnet34'),
  resnet50: () => template('resnet50'),
  resnet152: () => template('resnet152'),
  resnext50_32x4d: () => template('resnext50_32x4d'),
  resnet20_cifar: () => template('resnet20-cifar'),
  densenet121: () => template('densenet121'),
  squeezenet1_1: () => template('squeezenet1_1'),
  chain28: () => template('chain28'),
  chain99: () => template('chain99'),
  squeeze_expand: () => template('squeeze-expand'),
};

describe.each(Object.keys(NETWORKS))('%s as PyTorch ran it', (model) => {
  const truth = readTruth(model);
  const build = NETWORKS[model];
  if (!build) throw new Error(`no network ${model}`);
  const graph = build();
  const analysis = analyse(graph);

  it('[L2] [L5] [L7] [A1] [A2] [A3] [A6] every layer agrees, in the order in which they ran: inputs, shape, parameters, buffers, MACs, receptive field', () => {
    expect(analysisRows(analysis)).toEqual(truthRows(asDrawn(truth)));
  });

  it('[A6] so do the totals', () => {
    const { params, buffers, macs, unknown } = totalsOf(analysis);
    expect({ params, buffers, macs, unknown }).toEqual({
      params: truth.totals.params,
      buffers: truth.totals.buffers,
      macs: truth.totals.macs,
      unknown: [],
    });
  });

  it('[A4] its branches are aligned', () => {
    const warned = [...analysis.reports].filter(
      ([, report]) => report.status !== 'ok' || report.warnings.length > 0,
    );
    expect(warned).toEqual([]);
  });

  it('[A7] [A8] [L10] the peak of inference is that of live tensors', () => {
    expect(inferenceMemory(analysis, DEFAULT_SETTINGS).peak).toBe(truth.inferencePeakBytes);
  });

  it.each([1, 8] as const)(
    '[A7] [L8] what is kept for the backward pass is what autograd keeps, at batch %i',
    (batch) => {
      const { saved } = trainingMemory(analysis, { ...DEFAULT_SETTINGS, batch });
      expect(saved).toBe(sum(asBuilt(truth).savedBy(batch).values()));
    },
  );
});

describe('names', () => {
  /** Functions have made-up names in a trace; modules have the names that torchvision gives them. */
  const isModule = ({ type }: { readonly type: string }) => /^[A-Z]/.test(type);

  it.each([
    'alexnet',
    'vgg11',
    'vgg16',
    'vgg16_bn',
    'googlenet',
    'inception_v3',
    'mobilenet_v2',
    'mobilenet_v3_large',
    'shufflenet_v2_x1_0',
    'efficientnet_b0',
    'resnet18',
    'resnet50',
    'resnext50_32x4d',
    'densenet121',
    'squeezenet1_1',
  ])('layers of %s are called what torchvision calls them', (model) => {
    const analysis = analyse(NETWORKS[model]?.() ?? template(model));
    const names = analysis.order.map((id) => analysis.graph.nodes.get(id)?.name);
    const { nodes } = asDrawn(readTruth(model));
    const pairs = nodes.flatMap((node, place) =>
      isModule(node)
        ? [{ truth: node.name, ours: names[place]?.replaceAll('.', '_').toLowerCase() }]
        : [],
    );
    expect(pairs).toEqual(pairs.map(({ truth }) => ({ truth, ours: truth })));
    expect(pairs.length).toBeGreaterThan(nodes.length / 2);
  });
});
