import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { type Analysis, okReport } from '@/lib/analysis/report';
import { applyOperation } from '@/lib/document/apply';
import type { Json, Operation } from '@/lib/document/operation';
import type { Edge, LayerGraph, NodeId } from '@/lib/graph/graph';
import { reachable } from '@/lib/graph/topology';
import { must } from '@/lib/invariant';
import { GraphBuilder } from '@/lib/templates/builder';
import { templateById } from '@/lib/templates/templates';
import { featureMap } from '@/lib/tensor/tensorType';
import { arbitraryTape, tape } from '@/tests/support/draw';
import { performed } from '@/tests/support/performed';
import { randomDesign } from '@/tests/support/randomDesign';
import { randomOperation } from '@/tests/support/randomOperation';

/** Layers whose report an edit may change: those it touches, and everything behind them. */
function touched(before: LayerGraph, after: LayerGraph): ReadonlySet<NodeId> {
  const inputs = (graph: LayerGraph, id: NodeId) =>
    [...graph.edges.values()]
      .filter(({ target }) => target === id)
      .toSorted((a, b) => a.slot - b.slot)
      .map(({ source, port }) => `${source}:${port}`)
      .join();
  const found = new Set<NodeId>();
  for (const [id, node] of after.nodes) {
    const old = before.nodes.get(id);
    if (old?.params === node.params && inputs(before, id) === inputs(after, id)) continue;
    found.add(id);
    for (const behind of reachable(after, id, 'descendants')) found.add(behind);
  }
  return found;
}

const resnet18 = () => analyse(must(templateById('resnet18'), 'resnet18').build());

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
  it('[A13] says the same as from scratch, and keeps the very reports that an edit cannot reach', () => {
    let kept = 0;
    let renewed = 0;
    fc.assert(
      fc.property(arbitraryTape(200), (numbers) => {
        const draw = tape(numbers);
        let made = 0;
        let graph = randomDesign(draw);
        let analysis = analyse(graph);
        for (let step = 0; step < 10; step++) {
          let next = graph;
          for (let count = 1 + draw(5); count > 0; count--) {
            const newId = () => `x${made++}`;
            const applied = applyOperation(next, randomOperation(next, { draw, newId }));
            if (applied.outcome === 'applied') next = applied.graph;
          }
          const again = analyse(next, analysis);
          const fresh = analyse(next);
          expect([...again.reports]).toEqual([...fresh.reports]);
          expect(again.order).toEqual(fresh.order);
          const reached = touched(graph, next);
          for (const [id, report] of again.reports) {
            if (reached.has(id)) renewed++;
            else {
              expect(report, id).toBe(analysis.reports.get(id));
              kept++;
            }
          }
          graph = next;
          analysis = again;
        }
      }),
      { numRuns: 150 },
    );
    expect(kept).toBeGreaterThan(2_000);
    expect(renewed).toBeGreaterThan(300);
  });

  it('[A13] is not misled by the analysis of a design that has nothing to do with it', () => {
    fc.assert(
      fc.property(arbitraryTape(), arbitraryTape(), (numbers, others) => {
        const graph = randomDesign(tape(numbers));
        const again = analyse(graph, analyse(randomDesign(tape(others))));
        expect([...again.reports]).toEqual([...analyse(graph).reports]);
      }),
    );
  });

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
