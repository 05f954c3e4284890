import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { totalsOf } from '@/lib/analysis/cost';
import { inferenceMemory } from '@/lib/analysis/inferenceMemory';
import { okReport } from '@/lib/analysis/report';
import { trainingMemory } from '@/lib/analysis/trainingMemory';
import type { Edge, LayerGraph } from '@/lib/graph/graph';
import { GraphBuilder, port } from '@/lib/templates/builder';
import { featureMap } from '@/lib/tensor/tensorType';

/** Status of every layer, with what is wrong or who is to blame. */
function statuses(graph: LayerGraph) {
  const { reports } = analyse(graph);
  return Object.fromEntries(
    [...reports].map(([id, report]) => {
      if (report.status === 'error') return [id, report.problems.map(({ message }) => message)];
      return [id, report.status === 'blocked' ? { blockedBy: report.by } : 'ok'];
    }),
  );
}

describe('trouble', () => {
  it('[A6] is told once, where it is, and everything behind it is blocked by that layer', () => {
    const builder = new GraphBuilder();
    const image = builder.add('input', 'image', { channels: 3, height: 8, width: 8 });
    const wrong = builder.add('conv2d', 'wrong', { groups: 2 }, image);
    const other = builder.add('dense', 'other', {}, image);
    const relu = builder.add('activation', 'relu', {}, wrong);
    const right = builder.add('conv2d', 'right', {}, image);
    builder.add('add', 'join', {}, relu, right, other, wrong);
    expect(statuses(builder.build())).toEqual({
      image: 'ok',
      wrong: ['2 groups do not divide 3 input channels evenly.'],
      other: [
        'Dense needs a vector (put a flatten or a global pool before it), but the input is 8×8×3.',
      ],
      relu: { blockedBy: ['wrong'] },
      right: 'ok',
      join: { blockedBy: ['wrong', 'other'] },
    });
  });

  it('[A6] says which inputs are missing', () => {
    const builder = new GraphBuilder();
    const image = builder.add('input', 'image', {});
    builder.add('conv2d', 'conv', {});
    builder.add('add', 'none', {});
    builder.add('add', 'one', {}, image);
    builder.add('concat', 'alone', {}, image);
    expect(statuses(builder.build())).toEqual({
      image: 'ok',
      conv: ['Conv 2D needs an input and has none: draw a wire to it.'],
      none: ['Add needs at least 2 inputs and has none: draw a wire to it.'],
      one: ['Add needs at least 2 inputs and has 1: draw a wire to it.'],
      alone: 'ok',
    });
  });

  it('[A6] says of layers on a circle or behind one that nothing can flow, and analyses the rest', () => {
    const builder = new GraphBuilder();
    const image = builder.add('input', 'image', {});
    const join = builder.add('concat', 'join', {}, image);
    const back = builder.add('identity', 'back', {}, join);
    builder.add('identity', 'behind', {}, back);
    const graph = builder.build();
    const loop: Edge = { id: 'loop', source: 'back', port: 0, target: 'join', slot: 1 };
    const message =
      'This layer is on a circle of wires, or behind one: a network must flow one way.';
    expect(statuses({ ...graph, edges: new Map(graph.edges).set('loop', loop) })).toEqual({
      image: 'ok',
      join: [message],
      back: [message],
      behind: [message],
    });
  });

  it('[L11] an operator without a declared shape blocks what hangs off it, and has none itself', () => {
    const builder = new GraphBuilder();
    const image = builder.add('input', 'image', {});
    const strange = builder.add('opaque', 'strange', {}, image);
    const conv = builder.add('conv2d', 'conv', {}, strange);
    builder.add('activation', 'relu', {}, conv);
    expect(statuses(builder.build())).toEqual({
      image: 'ok',
      strange: 'ok',
      conv: { blockedBy: ['strange'] },
      relu: { blockedBy: ['strange'] },
    });
  });

  it('[L11] behind one with a declared shape costs are known, fields are not, for each output by itself', () => {
    const builder = new GraphBuilder();
    const image = builder.add('input', 'image', {});
    const shapes = [[8, 4, 4], null];
    const strange = builder.add('opaque', 'strange', { shapes }, image);
    const conv = builder.add('conv2d', 'conv', { filters: 2, bias: false }, strange);
    builder.add('identity', 'second', {}, port(strange, 1));
    const graph = builder.build();
    const analysis = analyse(graph);
    expect(statuses(graph)).toEqual({
      image: 'ok',
      strange: 'ok',
      conv: 'ok',
      second: { blockedBy: ['strange'] },
    });
    expect(okReport(analysis, conv.id)).toMatchObject({
      inputs: [featureMap(8, 4, 4)],
      cost: { params: 144, macs: 144 * 16 },
      field: { type: 'unknown' },
      classroomField: { type: 'unknown' },
    });
    expect(totalsOf(analysis).unknown).toEqual(['strange', 'second']);
  });

  it('never throws for sizes beyond all bounds', () => {
    const builder = new GraphBuilder();
    let tap = builder.add('input', 'image', { height: 1_048_576, width: 1_048_576 });
    for (let step = 0; step < 120; step++)
      tap = builder.add('upsample2d', `up${step}`, { factor: [1024, 1024] }, tap);
    const analysis = analyse(builder.build());
    expect(analysis.reports.get('image')?.status).toBe('ok');
    expect(analysis.reports.get('up0')).toMatchObject({
      status: 'error',
      problems: [{ code: 'too-large' }],
    });
    expect(analysis.reports.get('up119')).toEqual({ status: 'blocked', by: ['up0'] });
  });
});

describe('fields at the source', () => {
  it('[A1] [A2] a pixel sees itself, a value of a vector everything, an unknown source nobody knows what', () => {
    const builder = new GraphBuilder();
    builder.add('input', 'image', {});
    builder.add('input', 'vector', { form: 'vector' });
    builder.add('opaque', 'constant', { shapes: [[3, 4, 4]] });
    const { reports } = analyse(builder.build());
    const pixel = { units: 1, step: 1, seen: [{ low: 0, high: 0 }] };
    expect(reports.get('image')).toMatchObject({
      field: { type: 'local', height: pixel, width: pixel, gated: false },
    });
    expect(reports.get('vector')).toMatchObject({ field: { type: 'global' } });
    expect(reports.get('constant')).toMatchObject({ field: { type: 'unknown' } });
  });
});

describe('very deep designs', () => {
  it('are analysed to the end: 10,000 layers', () => {
    const builder = new GraphBuilder();
    let tap = builder.add('input', 'image', { channels: 2, height: 4, width: 4 });
    for (let depth = 1; depth < 10_000; depth++)
      tap =
        depth % 2 === 0
          ? builder.add('activation', `relu${depth}`, {}, tap)
          : builder.add('conv2d', `conv${depth}`, { filters: 2, bias: false }, tap);
    const graph = builder.build();
    const analysis = analyse(graph);
    expect(analysis.order).toHaveLength(10_000);
    expect(totalsOf(analysis)).toMatchObject({ params: 5_000 * 36, unknown: [] });
    expect(okReport(analysis, tap.id)?.field).toMatchObject({
      height: { step: 1, seen: [{ low: -5_000, high: 5_000 }] },
    });
    expect(inferenceMemory(analysis, graph.settings).peak).toBe(2 * 32 * 4);
    expect(trainingMemory(analysis, graph.settings).saved).toBe(4_999 * 32 * 4 * 32);
  });
});
