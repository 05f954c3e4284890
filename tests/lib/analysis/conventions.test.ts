import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { conventions, type ToolCount } from '@/lib/analysis/conventions';
import type { LayerGraph, LayerNode } from '@/lib/graph/graph';
import { must } from '@/lib/invariant';
import { templateById, templates } from '@/lib/templates/templates';

function template(id: string): LayerGraph {
  return must(templateById(id), id).build();
}

function counted(graph: LayerGraph, tool: string): ToolCount {
  return must(
    conventions(analyse(graph)).find((count) => count.tool === tool),
    tool,
  );
}

function changed(
  graph: LayerGraph,
  change: (node: LayerNode) => LayerNode | undefined,
): LayerGraph {
  const nodes = new Map([...graph.nodes].map(([id, node]) => [id, change(node) ?? node]));
  return { ...graph, nodes };
}

describe('[A18] thop 0.1.1', () => {
  it.each([
    ['vgg11', 7_609_140_224],
    ['vgg16', 15_470_314_496],
    ['vgg19', 19_632_112_640],
    ['resnet18', 1_824_033_792],
    ['resnet50', 4_133_742_592],
    ['resnet101', 7_866_435_584],
    ['resnet152', 11_603_945_472],
  ])('prints for %s what it is known to print', (id, macs) => {
    expect(counted(template(id), 'thop').work).toBe(macs);
  });

  it('and the difference is accounted for', () => {
    expect(counted(template('resnet50'), 'thop').extra).toEqual([
      { of: 'norms', value: 4 * 11_113_984 },
      { of: 'average pools', value: 2048 * (49 + 1) },
    ]);
  });
});

describe('[A18] fvcore', () => {
  /** Giga multiply-adds that timm's tables print. */
  it.each([
    ['vgg16', 224, '15.47'],
    ['vgg16_bn', 224, '15.50'],
    ['resnet50', 288, '6.80'],
  ])('%s at %d pixels is what timm prints', (id, side, printed) => {
    const graph = changed(template(id), (node) =>
      node.kind === 'input'
        ? { ...node, params: { ...node.params, height: side, width: side } }
        : undefined,
    );
    const { work } = counted(graph, 'fvcore, timm');
    expect((must(work, 'work') / 1e9).toFixed(2)).toBe(printed);
  });
});

describe('[A18] PyTorch', () => {
  it('[L5] prints on model cards our MACs, and counts twice as many FLOPs', () => {
    const graph = template('resnet50');
    expect(counted(graph, 'torchvision cards')).toMatchObject({
      params: 25_557_032,
      work: 4_089_184_256,
    });
    expect(counted(graph, 'PyTorch FlopCounterMode').work).toBe(2 * 4_089_184_256);
  });
});

describe('[A18] Keras', () => {
  it.each([
    ['vgg16', 138_357_544],
    ['vgg19', 143_667_240],
  ])('counts %s as published', (id, params) => {
    expect(counted(template(id), 'Keras summary')).toMatchObject({ params, work: undefined });
  });

  it('takes running averages in: its ResNet-50, which has biases, is 25,636,712', () => {
    const biased = changed(template('resnet50'), (node) =>
      node.kind === 'conv2d' ? { ...node, params: { ...node.params, bias: true } } : undefined,
    );
    expect(counted(biased, 'Keras summary').params).toBe(25_636_712);
  });
});

describe('[A18] every design', () => {
  it.each(templates.map(({ id, build }) => ({ id, build })))(
    'accounts for all differences: $id',
    ({ build }) => {
      const counts = conventions(analyse(build()));
      const ours = must(counts[0]?.work, 'work');
      for (const { work, extra, factor } of counts)
        if (work !== undefined)
          expect(work).toBe(extra.reduce((sum, { value }) => sum + value, ours * factor));
    },
  );
});
