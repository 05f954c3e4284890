import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { type Analysis, okReport } from '@/lib/analysis/report';
import type { Json, Operation } from '@/lib/document/operation';
import type { Edge, LayerGraph, NodeId } from '@/lib/graph/graph';
import { must } from '@/lib/invariant';
import { GraphBuilder } from '@/lib/templates/builder';
import { templateById } from '@/lib/templates/templates';
import { featureMap } from '@/lib/tensor/tensorType';
import { performed } from '@/tests/support/performed';

const resnet18 = () => analyse(must(templateById('resnet18'), 'resnet18').build());

/** An axis as the board counts it, which sees so many pixels. */
function classroom(size: number) {
  return { units: 1, step: 1, seen: [{ low: 0, high: size - 1 }] };
}

function changed(graph: LayerGraph, id: NodeId, params: Readonly<Record<string, Json>>) {
  return performed(graph, [{ type: 'setParams', id, params }]);
}

/** The same design as it comes from a file: no object is the one that it was, but for the wires. */
function retold(graph: LayerGraph): LayerGraph {
  return { ...graph, nodes: structuredClone(graph.nodes) };
}

function renewed(before: Analysis, after: Analysis): readonly NodeId[] {
  return after.order.filter((id) => after.reports.get(id) !== before.reports.get(id));
}

describe('analysing again', () => {
  it('[A13] notices an input that comes from another layer now', () => {
    const builder = new GraphBuilder();
    const one = builder.add('input', 'one', { channels: 1 });
    builder.add('input', 'two', { channels: 2 });
    builder.add('identity', 'user', {}, one);
    const before = builder.build();
    const wire: Edge = { id: 'user.0', source: 'two', port: 0, target: 'user', slot: 0 };
    const after = { ...before, edges: new Map([[wire.id, wire]]) };
    const again = analyse(after, analyse(before));
    expect(okReport(again, 'user')?.inputs).toEqual([featureMap(2, 224, 224)]);
  });

  it('[A13] goes no further than a layer that gives the same as before', () => {
    const before = resnet18();
    const biased = changed(before.graph, 'conv1', { bias: true });
    expect(renewed(before, analyse(biased, before))).toEqual(['conv1']);
    const padding = { top: 2, bottom: 2, left: 2, right: 2 };
    const wider = changed(before.graph, 'layer4.1.conv1', { kernel: [5, 5], padding });
    const block = ['conv1', 'bn1', 'relu', 'conv2', 'bn2', 'add', 'relu_1'];
    const reached = [...block.map((name) => `layer4.1.${name}`), 'avgpool'];
    expect(renewed(before, analyse(wider, before))).toEqual(reached);
  });

  it('[A13] finds nothing to do when layers are moved, named or grouped, or said again as they are', () => {
    const before = resnet18();
    const { reports, order } = before;
    const operations: readonly Operation[] = [
      { type: 'moveNodes', moves: [{ id: 'conv1', position: { x: 1, y: 2 } }] },
      { type: 'renameNode', id: 'fc', name: 'scores' },
      { type: 'ungroup', id: 'stem', ids: ['conv1', 'bn1'] },
      { type: 'setSettings', settings: { batch: 7 } },
    ];
    for (const graph of [
      ...operations.map((operation) => performed(before.graph, [operation])),
      retold(before.graph),
    ]) {
      const again = analyse(graph, before);
      expect(again.graph).toBe(graph);
      expect(again.reports).toBe(reports);
      expect(again.order).toBe(order);
    }
  });

  it('[A13] runs a loose layer that went and came back where one from scratch does: last', () => {
    const builder = new GraphBuilder();
    for (const name of ['one', 'two']) builder.add('input', name, {});
    const before = builder.build();
    const one = must(before.nodes.get('one'), 'one');
    const after = performed(before, [
      { type: 'removeNodes', ids: ['one'] },
      { type: 'addNode', node: one },
    ]);
    expect(analyse(after, analyse(before)).order).toEqual(['two', 'one']);
    const turned = { ...before, nodes: new Map([...before.nodes].reverse()) };
    expect(analyse(turned, analyse(before)).order).toEqual(['two', 'one']);
  });

  it('[A13] blames another layer when trouble moves', () => {
    const builder = new GraphBuilder();
    const image = builder.add('input', 'image', {});
    const first = builder.add('conv2d', 'first', { groups: 2 }, image);
    const second = builder.add('conv2d', 'second', {}, first);
    builder.add('activation', 'relu', {}, second);
    const analysis = analyse(builder.build());
    expect(analysis.reports.get('relu')).toEqual({ status: 'blocked', by: ['first'] });
    const after = performed(analysis.graph, [
      { type: 'setParams', id: 'first', params: { groups: 1 } },
      { type: 'setParams', id: 'second', params: { groups: 5 } },
    ]);
    expect(analyse(after, analysis).reports.get('relu')).toEqual({
      status: 'blocked',
      by: ['second'],
    });
  });

  it('[A5] [A13] goes on where the field of the lecture notes alone is another', () => {
    const builder = new GraphBuilder();
    const image = builder.add('input', 'image', { height: 9, width: 9 });
    const pool = builder.add('maxPool2d', 'pool', { kernel: [2, 2] }, image);
    const conv = builder.add('conv2d', 'conv', { kernel: [3, 3], padding: 'valid' }, pool);
    builder.add('activation', 'relu', {}, conv);
    const before = analyse(builder.build());
    const after = performed(before.graph, [
      { type: 'setParams', id: 'pool', params: { kernel: [4, 4] } },
      { type: 'setParams', id: 'conv', params: { kernel: [2, 2] } },
    ]);
    const again = analyse(after, before);
    expect(okReport(again, 'relu')?.field).toEqual(okReport(before, 'relu')?.field);
    expect(okReport(before, 'relu')?.classroomField).toMatchObject({ height: classroom(4) });
    expect(okReport(again, 'relu')?.classroomField).toMatchObject({ height: classroom(3) });
  });

  it('[A13] comes out of a circle into another trouble', () => {
    const builder = new GraphBuilder();
    const image = builder.add('input', 'image', {});
    const join = builder.add('add', 'join', {}, image);
    builder.add('identity', 'back', {}, join);
    const straight = builder.build();
    const loop: Edge = { id: 'loop', source: 'back', port: 0, target: 'join', slot: 1 };
    const circling = { ...straight, edges: new Map(straight.edges).set('loop', loop) };
    const through = analyse(straight, analyse(circling));
    expect(through.reports.get('back')).toEqual({ status: 'blocked', by: ['join'] });
  });

  it('[A13] comes out of a circle as from scratch', () => {
    const builder = new GraphBuilder();
    const image = builder.add('input', 'image', {});
    const join = builder.add('concat', 'join', {}, image);
    builder.add('identity', 'back', {}, join);
    const straight = builder.build();
    const loop: Edge = { id: 'loop', source: 'back', port: 0, target: 'join', slot: 1 };
    const circling = { ...straight, edges: new Map(straight.edges).set('loop', loop) };
    const inCircle = analyse(circling, analyse(straight));
    expect([...analyse(circling, inCircle).reports]).toEqual([...analyse(circling).reports]);
    const through = analyse(straight, inCircle);
    expect([...through.reports]).toEqual([...analyse(straight).reports]);
  });
});
