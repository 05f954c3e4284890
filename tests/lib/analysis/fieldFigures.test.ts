import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { effectiveFields, effectiveSize } from '@/lib/analysis/effectiveField';
import { explainLayer, type LayerFigure } from '@/lib/analysis/explain/explainLayer';
import { fieldFigures } from '@/lib/analysis/fieldFigures';
import { type AxisField, jumpOf, sizeOf } from '@/lib/analysis/receptiveField';
import { type Analysis, okReport } from '@/lib/analysis/report';
import { evaluate } from '@/lib/formula';
import type { NodeId } from '@/lib/graph/graph';
import { must } from '@/lib/invariant';
import { GraphBuilder, type Tap } from '@/lib/templates/builder';
import { templateById, templates } from '@/lib/templates/templates';

/** The last layer whose field moves with its unit. */
function lastMap(analysis: Analysis): NodeId {
  const local = analysis.order.filter((id) => okReport(analysis, id)?.field.type === 'local');
  return must(local.at(-1), 'map');
}

describe('[A19] effective padding of published networks', () => {
  it.each([
    ['alexnet', 66],
    ['vgg11', 59],
    ['vgg16', 90],
    ['vgg19', 118],
    ['resnet18', 217],
    ['resnet34', 449],
    ['resnet50', 213],
    ['resnet101', 485],
    ['resnet152', 725],
    ['squeezenet1_1', 88],
  ])('%s', (id, padding) => {
    const analysis = analyse(must(templateById(id), id).build());
    const last = analysis.order.filter((each) => {
      const report = okReport(analysis, each);
      return report?.field.type === 'local' && report.facts.reach.type !== 'span';
    });
    const { height, width } = must(fieldFigures(analysis, must(last.at(-1), 'map')), 'figures');
    expect([height.effectivePadding, width.effectivePadding]).toEqual([padding, padding]);
  });
});

/** A chain of windows on a square image. */
function chain(
  size: number,
  ...windows: readonly { kernel: number; stride?: number; pad?: number; dilation?: number }[]
) {
  const net = new GraphBuilder();
  let end: Tap = net.add('input', 'image', { channels: 1, height: size, width: size });
  for (const [index, { kernel, stride = 1, pad = 0, dilation = 1 }] of windows.entries()) {
    const padding = { top: pad, bottom: pad, left: pad, right: pad };
    const pair = (value: number): [number, number] => [value, value];
    const params = {
      kernel: pair(kernel),
      stride: pair(stride),
      dilation: pair(dilation),
      padding,
    };
    end = net.add('conv2d', `conv${index}`, { filters: 1, ...params }, end);
  }
  const graph = net.build();
  return { graph, analysis: analyse(graph), id: end.id };
}

describe('[A19] where fields lie', () => {
  it('centred where paddings are alike and strides drop nothing', () => {
    const { analysis, id } = chain(9, { kernel: 3, pad: 1 }, { kernel: 3, stride: 2 });
    const { height } = must(fieldFigures(analysis, id), 'figures');
    expect(height).toEqual({
      effectivePadding: 1,
      firstCentre: 1,
      offCentre: 0,
      middleShare: 5 / 9,
      firstShare: 4 / 9,
    });
  });

  it('ResNet looks 15.5 pixels up and to the left: the middle of seven fields 32 apart from pixel 0', () => {
    const analysis = analyse(must(templateById('resnet50'), 'resnet50').build());
    const { height } = must(fieldFigures(analysis, lastMap(analysis)), 'figures');
    expect(height).toMatchObject({ firstCentre: 0, offCentre: 96 - 111.5, middleShare: 1 });
    expect(height.firstShare).toBe(214 / 224);
  });

  it('nowhere, where two inputs of different sizes meet', () => {
    const net = new GraphBuilder();
    const [a, b] = [8, 16].map((size) =>
      net.add('input', `image${size}`, { channels: 1, height: size, width: size }),
    );
    const small = net.add('maxPool2d', 'pool', {}, must(b, 'b'));
    const join = net.add('add', 'join', {}, must(a, 'a'), small);
    expect(fieldFigures(analyse(net.build()), join.id)).toBeUndefined();
  });
});

/** Where the weight of a unit lies, convolved tap by tap: the slow way to a variance. */
function slowVariance(
  windows: readonly { kernel: number; stride?: number; dilation?: number }[],
): number {
  let weights = new Map<number, number>([[0, 1]]);
  let jump = 1;
  for (const { kernel, stride = 1, dilation = 1 } of windows) {
    const next = new Map<number, number>();
    for (const [at, weight] of weights)
      for (let tap = 0; tap < kernel; tap++) {
        const place = at + tap * dilation * jump;
        next.set(place, (next.get(place) ?? 0) + weight / kernel);
      }
    weights = next;
    jump *= stride;
  }
  let mean = 0;
  for (const [at, weight] of weights) mean += at * weight;
  let variance = 0;
  for (const [at, weight] of weights) variance += (at - mean) ** 2 * weight;
  return variance;
}

/** The field of a layer along its height. */
function fieldAt(analysis: Analysis, id: NodeId): AxisField {
  const field = okReport(analysis, id)?.field;
  if (field?.type !== 'local') throw new Error(`${id} has no field of its own.`);
  return field.height;
}

describe('[A19] the effective field', () => {
  const sizeAt = (analysis: Analysis, id: NodeId) =>
    effectiveSize(must(effectiveFields(analysis).get(id), 'spread').height, fieldAt(analysis, id));

  it('of forty 3×3 convolutions is a quarter of the 81 pixels that they reach', () => {
    const { analysis, id } = chain(200, ...Array.from({ length: 40 }, () => ({ kernel: 3 })));
    const field = okReport(analysis, id)?.field;
    expect(field?.type === 'local' && sizeOf(field.height)).toBe(81);
    expect(sizeAt(analysis, id)).toBeCloseTo(20.66, 2);
  });

  it.each([
    [
      [
        { kernel: 3 },
        { kernel: 5, stride: 2 },
        { kernel: 3 },
        { kernel: 2, stride: 3 },
        { kernel: 4 },
      ],
    ],
    [
      [
        { kernel: 7, stride: 2 },
        { kernel: 3, stride: 2 },
        { kernel: 3 },
        { kernel: 3, dilation: 4 },
      ],
    ],
    [
      [
        { kernel: 1, stride: 2 },
        { kernel: 4, dilation: 3 },
      ],
    ],
  ])('is what convolving the kernels tap by tap comes to: %#', (windows) => {
    const { analysis, id } = chain(200, ...windows);
    const wide = 4 * Math.sqrt(slowVariance(windows));
    expect(sizeAt(analysis, id)).toBeCloseTo(Math.min(sizeOf(fieldAt(analysis, id)), wide), 9);
  });

  it('is made smaller by a shortcut, as Luo et al. find', () => {
    const plain = chain(32, { kernel: 3, pad: 1 }, { kernel: 3, pad: 1 });
    const net = new GraphBuilder();
    const image = net.add('input', 'image', { channels: 1, height: 32, width: 32 });
    const first = net.add('conv2d', 'a', { filters: 1 }, image);
    const second = net.add('conv2d', 'b', { filters: 1 }, first);
    const join = net.add('add', 'join', {}, second, image);
    const residual = analyse(net.build());
    expect(sizeAt(residual, join.id)).toBeCloseTo(sizeAt(plain.analysis, plain.id) / Math.SQRT2, 9);
  });

  it('goes on in the finer steps of a map that was stretched', () => {
    const net = new GraphBuilder();
    const image = net.add('input', 'image', { channels: 1, height: 32, width: 32 });
    const up = net.add('upsample2d', 'up', {}, image);
    const conv = net.add('conv2d', 'conv', { filters: 1 }, up);
    const analysis = analyse(net.build());
    const field = okReport(analysis, up.id)?.field;
    expect(field?.type === 'local' && jumpOf(field.height)).toBe(0.5);
    expect(sizeAt(analysis, conv.id)).toBeCloseTo(4 * Math.sqrt((0.25 * 8) / 12), 9);
  });
});

describe('[A14] explanations of where a field lies', () => {
  const FIGURES = [
    'effectivePadding',
    'firstCentre',
    'offCentre',
    'middleShare',
    'firstShare',
    'effectiveField',
  ] as const;

  it.each(templates.map(({ id, build }) => ({ id, build })))(
    'come to the figures: $id',
    ({ build }) => {
      const graph = build();
      const analysis = analyse(graph);
      const effective = effectiveFields(analysis);
      const id = lastMap(analysis);
      const node = must(graph.nodes.get(id), 'node');
      const { height, width } = must(fieldFigures(analysis, id), 'figures');
      const spread = must(effective.get(id), 'spread');
      const last = (figure: LayerFigure) =>
        evaluate(must(explainLayer(analysis, node, figure)?.steps.at(-1), figure).formula);
      expect(FIGURES.map(last)).toEqual(
        [
          width.effectivePadding,
          width.firstCentre,
          width.offCentre,
          height.middleShare * width.middleShare,
          height.firstShare * width.firstShare,
          effectiveSize(spread.width, fieldAt(analysis, id)),
        ].map((value) => expect.closeTo(value, 9)),
      );
    },
  );
});
