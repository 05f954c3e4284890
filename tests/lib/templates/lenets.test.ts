import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { okReport } from '@/lib/analysis/report';
import { wiringOf } from '@/lib/graph/wiring';
import { templateById } from '@/lib/templates/templates';

const graph = templateById('lenet5-1998')?.build();
if (!graph) throw new Error('no template lenet5-1998');
const analysis = analyse(graph);
const wiring = wiringOf(graph);

/** Parameters and connections of layers: their multiplications, and one for each bias at each position. */
function counts(...ids: readonly string[]) {
  let params = 0;
  let connections = 0;
  for (const id of ids) {
    const report = okReport(analysis, id);
    if (!report) throw new Error(`${id} has no report`);
    const [filters = 1, ...positions] = report.facts.outputs[0]?.shape ?? [];
    params += report.cost.params;
    connections += report.cost.macs ?? Number.NaN;
    connections += positions.reduce((product, size) => product * size, filters);
  }
  return { params, connections };
}

/** Maps of S2 that each map of C3 reads, first to last. */
function readByC3(): readonly (readonly number[])[] {
  return wiring.into('C3').flatMap(({ source }) => {
    const conv = graph?.nodes.get(source);
    if (conv?.kind !== 'conv2d') throw new Error(`${source} is no convolution`);
    const [gathered] = wiring.into(source);
    const maps = wiring.into(gathered?.source ?? '').map(({ port }) => port);
    const all = gathered?.source === 'S2.tanh' ? [0, 1, 2, 3, 4, 5] : maps;
    const each = all.length / conv.params.groups;
    return Array.from({ length: conv.params.filters }, (_, map) =>
      all.slice(map * each, (map + 1) * each).sort(),
    );
  });
}

describe('LeNet-5 of 1998, layer by layer as section II B counts', () => {
  it('[L5] [L7] has the parameters and connections of its convolutions and dense layers', () => {
    expect({
      C1: counts('C1'),
      C3: counts('C3.threes', 'C3.fours', 'C3.all'),
      C5: counts('C5'),
      F6: counts('F6'),
    }).toEqual({
      C1: { params: 156, connections: 122_304 },
      C3: { params: 1516, connections: 151_600 },
      C5: { params: 48_120, connections: 48_120 },
      F6: { params: 10_164, connections: 10_164 },
    });
  });

  it('[L7] has two numbers for every map that is subsampled', () => {
    expect([counts('S2').params, counts('S4').params]).toEqual([12, 32]);
  });

  it('wires C3 as table I says', () => {
    const table = Array.from({ length: 6 }, (_, row) =>
      readByC3()
        .map((maps) => (maps.includes(row) ? 'X' : '.'))
        .join(''),
    );
    expect(table).toEqual([
      'X...XXX..XXXX.XX',
      'XX...XXX..XXXX.X',
      'XXX...XXX..X.XXX',
      '.XXX..XXXX..X.XX',
      '..XXX..XXXX.XX.X',
      '...XXX..XXXX.XXX',
    ]);
  });
});
