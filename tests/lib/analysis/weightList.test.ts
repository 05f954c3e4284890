import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { totalsOf } from '@/lib/analysis/cost';
import { okReport } from '@/lib/analysis/report';
import { weightList, weightTotals } from '@/lib/analysis/weightList';
import { must } from '@/lib/invariant';
import { GraphBuilder } from '@/lib/templates/builder';
import { templates } from '@/lib/templates/templates';

describe('the weights of a layer', () => {
  it('[L7] of a batch norm are two learned, two running and a counter', () => {
    const net = new GraphBuilder();
    const image = net.add('input', 'image', { channels: 64, height: 8, width: 8 });
    const norm = net.add('batchNorm', 'norm', {}, image);
    const report = must(okReport(analyse(net.build()), norm.id), 'report');
    expect(weightList(report.facts)).toEqual([
      { name: 'gamma', shape: [64], values: 64, role: 'learned' },
      { name: 'beta', shape: [64], values: 64, role: 'learned' },
      { name: 'runningMean', shape: [64], values: 64, role: 'running' },
      { name: 'runningVariance', shape: [64], values: 64, role: 'running' },
      { name: 'batchesTracked', shape: [], values: 1, role: 'counter' },
    ]);
  });
});

describe('the weights of a design', () => {
  it.each(templates.map(({ id, build }) => ({ id, build })))(
    '[A6] [L7] are its parameters, buffers and counters: $id',
    ({ build }) => {
      const analysis = analyse(build());
      const { learned, running } = weightTotals(analysis);
      const { params, buffers } = totalsOf(analysis);
      expect({ params: learned, buffers: running }).toEqual({ params, buffers });
    },
  );
});
