import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { explainLayer, type LayerFigure } from '@/lib/analysis/explain/explainLayer';
import { BYTES } from '@/lib/analysis/precision';
import { type AxisField, jumpOf, leftOf, sizeOf } from '@/lib/analysis/receptiveField';
import { type Analysis, type OkReport, okReport } from '@/lib/analysis/report';
import { storagesOf } from '@/lib/analysis/storage';
import { trainingMemory } from '@/lib/analysis/trainingMemory';
import { evaluate, inNumbers } from '@/lib/formula';
import type { LayerGraph, LayerNode, Settings } from '@/lib/graph/graph';
import { templates } from '@/lib/templates/templates';
import { arbitraryTape, tape } from '@/tests/support/draw';
import { randomNetwork } from '@/tests/support/randomNetwork';
import { readFormula } from '@/tests/support/readFormula';

type AxisFigure = (axis: AxisField) => number;

/** Each axis as an explanation may give it: one number where both agree. */
function perAxis({ field }: OkReport, figure: AxisFigure): readonly number[] {
  return field.type === 'local' ? both(figure(field.height), figure(field.width)) : [];
}

function both(height: number, width: number): readonly number[] {
  return [height, width];
}

/** What the steps of an explanation come to, read from their text; both axes even where one step tells both. */
function axesOf(analysis: Analysis, node: LayerNode, figure: LayerFigure): readonly number[] {
  return (explainLayer(analysis, node, figure)?.steps ?? []).flatMap(({ of, formula }) => {
    const value = readFormula(inNumbers(formula));
    expect(value).toBe(evaluate(formula));
    return of === 'height and width' ? [value, value] : [value];
  });
}

/** What the last step comes to: the figure itself. */
function totalOf(analysis: Analysis, node: LayerNode, figure: LayerFigure): number {
  return axesOf(analysis, node, figure).at(-1) ?? 0;
}

/** Everything that a layer shows, next to everything that its explanations come to. */
function expectExplained(graph: LayerGraph): number {
  const analysis = analyse(graph);
  const { savedBy } = trainingMemory(analysis, graph.settings);
  const storages = storagesOf(analysis, 'training');
  const bytes = BYTES[graph.settings.precision].activation * graph.settings.batch;
  let explained = 0;
  for (const node of graph.nodes.values()) {
    const report = okReport(analysis, node.id);
    if (!report) {
      expect(explainLayer(analysis, node, 'output')).toBeUndefined();
      continue;
    }
    explained++;
    const { cost, facts, classroomField: board } = report;
    const filled = storages.ownedBy(node.id).reduce((total, each) => total + each.elements, 0);
    expect({
      output: axesOf(analysis, node, 'output'),
      parameters: totalOf(analysis, node, 'parameters'),
      buffers: totalOf(analysis, node, 'buffers'),
      macs: totalOf(analysis, node, 'macs'),
      flops: totalOf(analysis, node, 'flops'),
      operations: totalOf(analysis, node, 'operations'),
      outputBytes: totalOf(analysis, node, 'outputBytes'),
      kept: totalOf(analysis, node, 'kept'),
      size: axesOf(analysis, node, 'fieldSize'),
      jump: axesOf(analysis, node, 'fieldJump'),
      left: axesOf(analysis, node, 'fieldLeft'),
      classroom: axesOf(analysis, node, 'classroomField'),
    }).toEqual({
      output: facts.outputs.flatMap((type) => type?.shape ?? []),
      parameters: cost.params,
      buffers: cost.buffers,
      macs: cost.macs ?? 0,
      flops: 2 * (cost.macs ?? 0),
      operations: cost.operations ?? 0,
      outputBytes: filled * bytes,
      kept: savedBy.get(node.id) ?? 0,
      size: perAxis(report, sizeOf),
      jump: perAxis(report, jumpOf),
      left: perAxis(report, leftOf),
      classroom: board.type === 'local' ? both(sizeOf(board.height), sizeOf(board.width)) : [],
    });
  }
  return explained;
}

describe('[A14] what an explanation works out is what is shown', () => {
  it.each(templates.map(({ id, build }) => ({ id, build })))('$id', ({ build }) => {
    const graph = build();
    expect(expectExplained(graph)).toBe(graph.nodes.size);
  });

  it('for any network, at any batch and precision', () => {
    const settings = fc.record({
      batch: fc.integer({ min: 1, max: 64 }),
      precision: fc.constantFrom<Settings['precision']>('fp32', 'fp16', 'bf16', 'mixed'),
    });
    fc.assert(
      fc.property(arbitraryTape(), settings, (numbers, chosen) => {
        const graph = randomNetwork(tape(numbers), { layers: 20 });
        expectExplained({ ...graph, settings: { ...graph.settings, ...chosen } });
      }),
      { numRuns: 200 },
    );
  });
});
