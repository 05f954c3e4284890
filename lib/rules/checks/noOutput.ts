import type { LayerNode } from '@/lib/graph/graph';
import { makeLayer } from '@/lib/layers/catalogue';
import type { RuleContext } from '../context';
import { derivedId } from '../fixes/derivedId';
import { FUNCTIONAL_MODEL } from '../functionalModel';
import { defineRule, type Fix } from '../rule';
import { isPort } from '../traits';
import { agree, quoted } from '../wording';

/** A design that gives no answer. */
export const noOutput = defineRule({
  id: 'no-output',
  title: 'No output',
  level: 'error',
  sentence: 'A network answers through an output, which also says what the loss reads.',
  mend: 'Puts an output behind the only layer that nobody reads.',
  source: FUNCTIONAL_MODEL,
  thresholds: {},
  check(context) {
    const nodes = [...context.graph.nodes.values()];
    if (nodes.length === 0 || nodes.some(({ kind }) => kind === 'output')) return [];
    return [
      {
        nodes: [],
        message: `This design gives no answer: ${agree(nodes.length, 'its only layer is no output', `none of its ${nodes.length} layers is an output`)}.`,
        fix: fixOf(context),
      },
    ];
  },
});

/** An output behind the only layer whose result nobody reads. */
function fixOf({ graph, layers, wiring }: RuleContext): Fix | undefined {
  const ends = layers.filter((placed) => wiring.outOf(placed.node.id).length === 0);
  const [end, ...others] = ends;
  if (!end?.report.facts.outputs[0] || others.length > 0 || isPort(end)) return undefined;
  const id = derivedId(graph, 'no-output', 'layer');
  const { x, y } = end.node.position;
  const frame = { id, name: 'output', position: { x, y: y + 160 }, group: null, origin: null };
  const node = { ...frame, ...makeLayer('output', {}) } as LayerNode;
  const wire = { id: derivedId(graph, 'no-output', 'wire'), source: end.node.id, port: 0 };
  return {
    label: `Put an output behind ${quoted(end)}`,
    operations: [
      { type: 'addNode', node },
      { type: 'connect', edge: { ...wire, target: id, slot: 0 } },
    ],
  };
}
