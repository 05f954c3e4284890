import { effectiveKernel, type Window } from '@/lib/tensor/window';
import type { PlacedLayer, RuleContext } from '../context';
import { verified } from '../fixes/verified';
import { LECTURE_NOTES } from '../lectureNotes';
import { defineRule, type Fix, type Found } from '../rule';
import { mapOf } from '../traits';
import { counted, quoted } from '../wording';

/** A pool that leaves the last rows or columns of its map unread. */
export const droppedEdge = defineRule({
  id: 'dropped-edge',
  title: 'Edge left unread',
  level: 'advice',
  sentence:
    'A pool’s window comes out even at the far edge of its map, or hangs over it (ceil mode).',
  mend: 'Turns ceil mode on, where the layers behind can live with a larger map.',
  source: {
    says: 'A max pool on an odd map drops the last row and column: 7×7 becomes 3×3.',
    reference: LECTURE_NOTES,
  },
  thresholds: {},
  check(context) {
    return context.layers.flatMap((layer): readonly Found[] => {
      const { reach } = layer.report.facts;
      const map = mapOf(layer.report.inputs[0]);
      if (reach.type !== 'window' || !reach.pooling || reach.rounding === 'ceil' || !map) return [];
      const output = mapOf(layer.report.facts.outputs[0]);
      const rows = unread(reach.height, map.height, output?.height ?? 0);
      const columns = unread(reach.width, map.width, output?.width ?? 0);
      if (rows + columns === 0) return [];
      return [
        {
          node: layer.node.id,
          nodes: [layer.node.id],
          message: `${quoted(layer)} never reads ${lastOf(rows, columns)} of its ${map.height}×${map.width} map.`,
          fix: fixOf(context, layer),
        },
      ];
    });
  },
});

/** “the last row”, “the last 2 rows and the last column”. */
function lastOf(rows: number, columns: number): string {
  const part = (count: number, noun: string) =>
    count === 0 ? [] : [`the last ${count === 1 ? noun : counted(count, noun)}`];
  return [...part(rows, 'row'), ...part(columns, 'column')].join(' and ');
}

/** Positions of the map behind the last one that the window reads. */
function unread(window: Window, size: number, positions: number): number {
  const end = (positions - 1) * window.stride + effectiveKernel(window) - window.padLow;
  return Math.max(0, size - end);
}

function fixOf(context: RuleContext, { node }: PlacedLayer): Fix | undefined {
  if (node.kind !== 'maxPool2d' && node.kind !== 'avgPool2d') return undefined;
  const operations = verified(context, [
    { type: 'setParams', id: node.id, params: { ceilMode: true } },
  ]);
  return operations && { label: `Let the last window of ${quoted(node)} hang over`, operations };
}
