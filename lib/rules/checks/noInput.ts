import type { Operation } from '@/lib/document/operation';
import type { LayerNode } from '@/lib/graph/graph';
import { inferLayer, kindOf, makeLayer } from '@/lib/layers/catalogue';
import type { RuleContext } from '../context';
import { derivedId } from '../fixes/derivedId';
import { FUNCTIONAL_MODEL } from '../functionalModel';
import { defineRule, type Fix } from '../rule';
import { agree, quoted } from '../wording';

/** A design that data cannot enter. */
export const noInput = defineRule({
  id: 'no-input',
  title: 'No input',
  level: 'error',
  sentence: 'Data enters a network through an input.',
  mend: 'Puts an input before the only layer that nothing feeds.',
  source: FUNCTIONAL_MODEL,
  thresholds: {},
  check(context) {
    const nodes = [...context.graph.nodes.values()];
    if (nodes.length === 0 || nodes.some((node) => kindOf(node).arity.min === 0)) return [];
    return [
      {
        nodes: [],
        message: `No data enters this design: ${agree(nodes.length, 'its only layer is no input', `none of its ${nodes.length} layers is an input`)}.`,
        fix: fixOf(context, nodes),
      },
    ];
  },
});

/** An input before the only layer that nothing feeds, where a usual one fits it. */
function fixOf(context: RuleContext, nodes: readonly LayerNode[]): Fix | undefined {
  const { graph, wiring } = context;
  const [first, ...others] = nodes.filter(({ id }) => wiring.into(id).length === 0);
  if (!first || others.length > 0 || kindOf(first).arity.min > 1) return undefined;
  const forms = [makeLayer('input', { form: 'map' }), makeLayer('input', { form: 'vector' })];
  const layer = forms.find((form) => {
    const inferred = inferLayer(form, []);
    const output = inferred.ok ? inferred.facts.outputs[0] : undefined;
    return output !== undefined && inferLayer(first, [output]).ok;
  });
  if (!layer) return undefined;
  const id = derivedId(graph, 'no-input', 'layer');
  const position = { x: first.position.x, y: first.position.y - 160 };
  const node = { id, name: 'input', position, group: null, origin: null, ...layer } as LayerNode;
  const edge = { id: derivedId(graph, 'no-input', 'wire'), source: id, port: 0 };
  const operations: readonly Operation[] = [
    { type: 'addNode', node },
    { type: 'connect', edge: { ...edge, target: first.id, slot: 0 } },
  ];
  return { label: `Put an input before ${quoted(first)}`, operations };
}
