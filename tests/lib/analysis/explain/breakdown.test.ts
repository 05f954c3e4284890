import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { totalsOf } from '@/lib/analysis/cost';
import { breakdown, type Share, type SummedFigure } from '@/lib/analysis/explain/breakdown';
import { GraphBuilder } from '@/lib/templates/builder';
import { templateById, templates } from '@/lib/templates/templates';

function total(shares: readonly Share[]): number {
  return shares.reduce((sum, { value }) => sum + value, 0);
}

describe('[A6] a total taken apart', () => {
  it.each(templates.map(({ id, build }) => ({ id, build })))('adds up: $id', ({ build }) => {
    const analysis = analyse(build());
    const { params, macs, operations, layers } = totalsOf(analysis);
    const sums = (['params', 'macs', 'flops', 'operations', 'layers'] as const).map(
      (figure: SummedFigure) => total(breakdown(analysis, figure)),
    );
    expect(sums).toEqual([params, macs, 2 * macs, operations, layers]);
  });

  it('says where the parameters of VGG-16 are: nine tenths in its dense layers', () => {
    const graph = templateById('vgg16')?.build();
    if (!graph) throw new Error('no VGG-16');
    expect(breakdown(analyse(graph), 'params')).toEqual([
      { group: 'Dense', layers: 3, value: 123_642_856 },
      { group: 'Convolution', layers: 13, value: 14_714_688 },
    ]);
  });

  it('counts layers that do not work as layers and as nothing else', () => {
    const net = new GraphBuilder();
    net.add('conv2d', 'alone', {});
    const analysis = analyse(net.build());
    expect(breakdown(analysis, 'layers')).toEqual([{ group: 'Convolution', layers: 1, value: 1 }]);
    expect(breakdown(analysis, 'params')).toEqual([]);
  });
});
