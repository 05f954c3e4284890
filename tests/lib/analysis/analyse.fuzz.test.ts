import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { totalsOf } from '@/lib/analysis/cost';
import { inferenceMemory } from '@/lib/analysis/inferenceMemory';
import type { Analysis, NodeReport } from '@/lib/analysis/report';
import { trainingMemory } from '@/lib/analysis/trainingMemory';
import { applyOperation } from '@/lib/document/apply';
import type { Operation } from '@/lib/document/operation';
import type { LayerGraph, NodeId } from '@/lib/graph/graph';
import { reachable } from '@/lib/graph/topology';
import { wiringOf } from '@/lib/graph/wiring';
import { arbitraryTape, type Draw, tape } from '@/tests/support/draw';
import { randomDesign } from '@/tests/support/randomDesign';
import { randomNetwork } from '@/tests/support/randomNetwork';
import { randomOperation } from '@/tests/support/randomOperation';
import { renamed } from '@/tests/support/renamed';

const SEED = 20_261_121;

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

/** Performs random operations, as many as are asked for, and some of them more than is possible. */
function edited(before: LayerGraph, count: number, draw: Draw, newId: () => string) {
  let graph = before;
  const undo: Operation[] = [];
  for (let step = 0; step < count; step++) {
    const applied = applyOperation(graph, randomOperation(graph, { draw, newId }));
    if (applied.outcome !== 'applied') continue;
    graph = applied.graph;
    undo.unshift(...applied.inverse);
  }
  return { graph, undo };
}

function ids(): () => string {
  let made = 0;
  return () => `x${made++}`;
}

/** Everything that is said of a design, however its layers came to be in their order. */
function everything(analysis: Analysis) {
  const { unknown, ...totals } = totalsOf(analysis);
  return { reports: new Map(analysis.reports), totals, unknown: unknown.toSorted() };
}

describe('analysing again', () => {
  it('[A13] says the same as from scratch, and keeps the very reports that an edit cannot reach', () => {
    let kept = 0;
    let renewed = 0;
    fc.assert(
      fc.property(arbitraryTape(200), (numbers) => {
        const draw = tape(numbers);
        const newId = ids();
        let analysis = analyse(randomDesign(draw));
        for (let step = 0; step < 10; step++) {
          const { graph } = edited(analysis.graph, 1 + draw(5), draw, newId);
          const again = analyse(graph, analysis);
          const fresh = analyse(graph);
          expect([...again.reports]).toEqual([...fresh.reports]);
          expect(again.order).toEqual(fresh.order);
          const reached = touched(analysis.graph, graph);
          for (const [id, report] of again.reports) {
            if (reached.has(id)) renewed++;
            else {
              expect(report, id).toBe(analysis.reports.get(id));
              kept++;
            }
          }
          analysis = again;
        }
      }),
      { seed: SEED, numRuns: 600 },
    );
    expect(kept).toBeGreaterThan(12_000);
    expect(renewed).toBeGreaterThan(1_200);
  });

  it('[A13] [P9] after everything is undone says what it said before, step by step and at once', () => {
    let steps = 0;
    fc.assert(
      fc.property(arbitraryTape(200), (numbers) => {
        const draw = tape(numbers);
        const before = analyse(randomDesign(draw));
        const { graph, undo } = edited(before.graph, 1 + draw(12), draw, ids());
        let analysis = analyse(graph, before);
        for (const operation of undo) {
          const applied = applyOperation(analysis.graph, operation);
          if (applied.outcome !== 'applied') throw new Error(`${operation.type} was not undone.`);
          analysis = analyse(applied.graph, analysis);
          steps++;
        }
        expect(everything(analysis)).toEqual(everything(before));
        expect(everything(analyse(analysis.graph, before))).toEqual(everything(before));
      }),
      { seed: SEED, numRuns: 1_000 },
    );
    expect(steps).toBeGreaterThan(2_000);
  });

  it('[A13] is not misled by the analysis of a design that has nothing to do with it', () => {
    fc.assert(
      fc.property(arbitraryTape(), arbitraryTape(), (numbers, others) => {
        const graph = randomDesign(tape(numbers));
        const again = analyse(graph, analyse(randomDesign(tape(others))));
        expect([...again.reports]).toEqual([...analyse(graph).reports]);
      }),
      { seed: SEED, numRuns: 1_000 },
    );
  });
});

/** The report as a design with other ids says it. */
function under(ids: ReadonlyMap<NodeId, NodeId>, report: NodeReport): NodeReport {
  if (report.status !== 'blocked') return report;
  return { ...report, by: report.by.map((id) => ids.get(id) ?? id) };
}

/** Longest ways from a source to each layer that nothing reads. */
function headDepths(graph: LayerGraph): readonly number[] {
  const wiring = wiringOf(graph);
  const depth = (id: NodeId): number =>
    Math.max(-1, ...wiring.into(id).map(({ source }) => depth(source))) + 1;
  return [...graph.nodes.keys()].filter((id) => wiring.outOf(id).length === 0).map(depth);
}

describe('what a design is called and how it was drawn', () => {
  it('[A6] changes no report, and the running order only where heads are equally deep', () => {
    let ordered = 0;
    fc.assert(
      fc.property(arbitraryTape(), arbitraryTape(), (numbers, others) => {
        const graph = randomDesign(tape(numbers));
        const { graph: other, ids } = renamed(graph, tape(others));
        const one = analyse(graph);
        const two = analyse(other);
        expect(two.reports.size).toBe(one.reports.size);
        for (const [id, report] of one.reports)
          expect(two.reports.get(ids.get(id) ?? '')).toEqual(under(ids, report));
        const depths = headDepths(graph);
        if (new Set(depths).size < depths.length) return;
        expect(two.order).toEqual(one.order.map((id) => ids.get(id)));
        ordered++;
      }),
      { seed: SEED, numRuns: 2_000 },
    );
    expect(ordered).toBeGreaterThan(500);
  });

  it('[A6] [A8] [A11] changes no total and no memory of a network with one head', () => {
    fc.assert(
      fc.property(arbitraryTape(), arbitraryTape(), (numbers, others) => {
        const graph = randomNetwork(tape(numbers), { layers: 12, oneHead: true });
        const { graph: other, ids } = renamed(graph, tape(others));
        const one = analyse(graph);
        const two = analyse(other);
        expect(totalsOf(two)).toEqual(totalsOf(one));
        const { timeline } = inferenceMemory(one, graph.settings);
        expect(inferenceMemory(two, other.settings).timeline).toEqual(timeline);
        const { savedBy: _one, moment, ...memory } = trainingMemory(one, graph.settings);
        const at = moment.at === undefined ? undefined : ids.get(moment.at);
        const same = { ...memory, moment: { ...moment, at } };
        expect(trainingMemory(two, other.settings)).toMatchObject(same);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});
