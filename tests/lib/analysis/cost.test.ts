import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { costOf, totalsOf, weightSize } from '@/lib/analysis/cost';
import { inferLayer, makeLayer } from '@/lib/layers/catalogue';
import type { Facts } from '@/lib/layers/kind';
import { GraphBuilder } from '@/lib/templates/builder';
import { featureMap } from '@/lib/tensor/tensorType';
import { arbitraryTape, tape } from '@/tests/support/draw';
import { randomDesign } from '@/tests/support/randomDesign';
import { learned, stored } from '@/tests/support/weights';

function factsOf(inferred: ReturnType<typeof inferLayer>): Facts {
  if (!inferred.ok) throw new Error(inferred.problems[0]?.message);
  return inferred.facts;
}

describe('costs of a layer', () => {
  it('[L7] tells parameters, running values and counters apart', () => {
    const norm = inferLayer(makeLayer('batchNorm', {}), [featureMap(64, 56, 56)]);
    expect(costOf(factsOf(norm))).toEqual({
      params: 128,
      buffers: 128,
      counters: 1,
      macs: 0,
      operations: 4 * 64 * 56 * 56,
    });
  });

  it('[L11] leaves unknown what is not known', () => {
    const weights = [{ name: 'offset', shape: [18, 3, 3, 3] }];
    const strange = inferLayer(makeLayer('opaque', { weights }), []);
    expect(costOf(factsOf(strange))).toEqual({
      params: 486,
      buffers: 0,
      counters: 0,
      macs: undefined,
      operations: undefined,
    });
  });

  it('[L7] counts one value in a weight without axes', () => {
    expect(weightSize(learned('scale'))).toBe(1);
    expect(weightSize(stored('mean', [4, 5]))).toBe(20);
  });
});

describe('totals', () => {
  it('[A6] are the sums of the rows, and name every layer that is missing from them', () => {
    fc.assert(
      fc.property(arbitraryTape(200), (numbers) => {
        const analysis = analyse(randomDesign(tape(numbers)));
        const rows = [...analysis.reports].flatMap(([id, report]) =>
          report.status === 'ok' ? [{ id, ...report.cost }] : [],
        );
        const sum = (column: 'params' | 'buffers' | 'macs' | 'operations') =>
          rows.reduce((all, row) => all + (row[column] ?? 0), 0);
        const { channelMaps, ...totals } = totalsOf(analysis);
        expect(totals).toEqual({
          params: sum('params'),
          buffers: sum('buffers'),
          macs: sum('macs'),
          operations: sum('operations'),
          layers: analysis.graph.nodes.size,
          unknown: [...analysis.reports.keys()].filter((id) => {
            const row = rows.find((each) => each.id === id);
            return row?.macs === undefined || row.operations === undefined;
          }),
        });
        expect(channelMaps).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('[A6] count the channels that layers make: not the image, not views, not vectors', () => {
    const builder = new GraphBuilder();
    const image = builder.add('input', 'image', { channels: 3, height: 8, width: 8 });
    const conv = builder.add('conv2d', 'conv', { filters: 16 }, image);
    const view = builder.add('identity', 'view', {}, conv);
    const joined = builder.add('concat', 'both', {}, view, conv);
    builder.add('dense', 'head', {}, builder.add('flatten', 'flat', {}, joined));
    expect(totalsOf(analyse(builder.build()))).toMatchObject({ channelMaps: 16 + 32, layers: 6 });
  });
});
