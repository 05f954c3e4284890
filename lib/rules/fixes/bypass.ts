import type { Operation } from '@/lib/document/operation';
import type { Edge } from '@/lib/graph/graph';
import type { PlacedLayer, RuleContext } from '../context';
import { derivedId } from './derivedId';

/**
 * Operations that lead some of the wires out of a layer around it: what they fed is then fed by
 * what feeds the layer. A layer that is left without wires goes. For layers with one input whose
 * output has the type of that input.
 */
export function bypass(
  { graph, wiring }: RuleContext,
  { node }: PlacedLayer,
  wires: readonly Edge[] = wiring.outOf(node.id),
): readonly Operation[] {
  const [input] = wiring.into(node.id);
  if (!input) return [];
  const all = wires.length === wiring.outOf(node.id).length;
  const { source, port } = input;
  return [
    all
      ? { type: 'removeNodes', ids: [node.id] }
      : { type: 'disconnect', ids: wires.map(({ id }) => id) },
    ...wires.map(({ id, target, slot }): Operation => {
      const around = derivedId(graph, 'around', node.id, id);
      return { type: 'connect', edge: { id: around, source, port, target, slot } };
    }),
  ];
}
