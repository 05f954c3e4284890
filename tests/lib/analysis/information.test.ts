import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { totalsOf } from '@/lib/analysis/cost';
import { explainLayer } from '@/lib/analysis/explain/explainLayer';
import { mapsHeld, valueFlow } from '@/lib/analysis/information';
import { okReport } from '@/lib/analysis/report';
import { evaluate } from '@/lib/formula';
import { must } from '@/lib/invariant';
import { GraphBuilder } from '@/lib/templates/builder';
import { templateById, templates } from '@/lib/templates/templates';

describe('values', () => {
  const net = new GraphBuilder();
  const image = net.add('input', 'image', { channels: 3, height: 8, width: 8 });
  const pool = net.add('maxPool2d', 'pool', {}, image);
  const conv = net.add('conv2d', 'conv', { filters: 6 }, pool);
  const both = net.add('concat', 'both', {}, conv, pool);
  const graph = net.build();
  const analysis = analyse(graph);
  const flow = (id: string) => valueFlow(must(okReport(analysis, id), id));

  it('[A21] a 2×2 pool drops three values in four', () => {
    expect(flow(pool.id)).toEqual({ arriving: 192, leaving: 48, dropped: 0.75 });
  });

  it('[A21] a convolution to twice the channels makes as many again, a join loses none', () => {
    expect([flow(conv.id)?.dropped, flow(both.id)?.dropped]).toEqual([-1, 0]);
  });

  it('[A21] nothing arrives at an input', () => {
    expect(flow(image.id)).toBeUndefined();
  });

  it('[A14] the share is explained', () => {
    const node = must(graph.nodes.get(pool.id), 'pool');
    const [step] = must(explainLayer(analysis, node, 'dropped'), 'explanation').steps;
    expect(evaluate(must(step, 'step').formula)).toBe(0.75);
  });
});

describe('maps', () => {
  it('[A21] 32 + 64 + 128 + 256 + 512 = 992 are on the GPU behind the last of five convolutions', () => {
    const analysis = analyse(must(templateById('chain28'), 'chain28').build());
    const maps = analysis.order.map((id) => mapsHeld(analysis, id));
    expect(maps.filter(({ made }) => made > 0)).toEqual([
      { made: 32, upTo: 32 },
      { made: 64, upTo: 96 },
      { made: 128, upTo: 224 },
      { made: 256, upTo: 480 },
      { made: 512, upTo: 992 },
    ]);
  });

  it.each(templates.map(({ id, build }) => ({ id, build })))(
    '[A6] [A21] behind the last layer are all that the design makes, and say so: $id',
    ({ build }) => {
      const graph = build();
      const analysis = analyse(graph);
      const last = must(graph.nodes.get(must(analysis.order.at(-1), 'last')), 'last');
      const { channelMaps } = totalsOf(analysis);
      expect(mapsHeld(analysis, last.id).upTo).toBe(channelMaps);
      const [step] = must(explainLayer(analysis, last, 'maps'), 'explanation').steps;
      expect(evaluate(must(step, 'step').formula)).toBe(channelMaps);
    },
  );
});
