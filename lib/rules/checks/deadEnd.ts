import { formatCount } from '@/lib/format';
import type { NodeId } from '@/lib/graph/graph';
import { reachable } from '@/lib/graph/topology';
import type { PlacedLayer, RuleContext } from '../context';
import { FUNCTIONAL_MODEL } from '../functionalModel';
import { defineRule, type Found } from '../rule';
import { isPort } from '../traits';
import { counted, quoted } from '../wording';

/** A layer whose result nobody reads. */
export const deadEnd = defineRule({
  id: 'dead-end',
  title: 'Dead end',
  level: 'warning',
  sentence:
    'What a layer computes leads to an output. Silent as long as there is no output at all.',
  mend: 'Removes the layer, with the layers that only it reads.',
  source: FUNCTIONAL_MODEL,
  thresholds: {},
  check(context) {
    const { layers, wiring } = context;
    if (!layers.some(({ node }) => node.kind === 'output')) return [];
    return layers
      .filter(({ node }) => node.kind !== 'output' && wiring.outOf(node.id).length === 0)
      .map((end) => foundAt(context, end));
  },
});

function foundAt(context: RuleContext, end: PlacedLayer): Found {
  const wasted = onlyLeadingTo(context, end);
  let params = 0;
  let macs = 0;
  for (const { report } of wasted) {
    params += report.cost.params;
    macs += report.cost.macs ?? 0;
  }
  const ids = wasted.map(({ node }) => node.id);
  return {
    node: end.node.id,
    nodes: ids,
    message: `Nothing reads ${isPort(end) ? quoted(end) : `what ${quoted(end)} makes`}${costOf(wasted.length, params, macs)}.`,
    ...(params + macs > 0 && { saving: { params, macs, note: 'The whole cost of the branch.' } }),
    fix: {
      label:
        ids.length > 1 ? `Remove the ${ids.length} layers of this branch` : `Remove ${quoted(end)}`,
      operations: [{ type: 'removeNodes', ids }],
    },
  };
}

function costOf(layers: number, params: number, macs: number): string {
  if (params + macs === 0) return '';
  const cost = `${formatCount(params)} parameters and ${formatCount(macs)} MACs`;
  if (layers === 1) return `, at a cost of ${cost}`;
  return `; with the ${counted(layers - 1, 'layer')} that only it reads it costs ${cost}`;
}

/** The dead end and all layers before it from which there is no other way out. */
function onlyLeadingTo(
  { graph, layer, wiring }: RuleContext,
  end: PlacedLayer,
): readonly PlacedLayer[] {
  const doomed = new Set<NodeId>([end.node.id]);
  const found = [end];
  const before = reachable(graph, end.node.id, 'ancestors');
  for (let grew = true; grew; ) {
    grew = false;
    for (const id of before) {
      const placed = layer(id);
      if (!placed || doomed.has(id) || isPort(placed)) continue;
      if (!wiring.outOf(id).every(({ target }) => doomed.has(target))) continue;
      doomed.add(id);
      found.push(placed);
      grew = true;
    }
  }
  return found;
}
