import type { Analysis } from '@/lib/analysis/report';
import type { LayerNode, NodeId } from '@/lib/graph/graph';
import { reachable } from '@/lib/graph/topology';
import { wiringOf } from '@/lib/graph/wiring';
import { kindOf } from '@/lib/layers/catalogue';
import { lossReadingOf } from '@/lib/layers/kinds/output';
import { err, ok, type Result } from '@/lib/result';

/** Where data enters a design and where its answers come out, as training sees them. */
export interface Ports {
  readonly input: NodeId;
  /** The head that is judged. */
  readonly head: NodeId;
  /** Heads that only help the training, as GoogLeNet's side branches do. */
  readonly sideHeads: readonly NodeId[];
  /** The layers that lead to a head, in the order in which they run. */
  readonly order: readonly NodeId[];
}

/**
 * The ports of a design. Its heads are its outputs, or the layers that nothing reads where it has no
 * output. Of several heads the one that runs last is judged: it is the deepest.
 */
export function portsOfDesign(analysis: Analysis): Result<Ports, string> {
  const nodes = analysis.order.flatMap((id) => analysis.graph.nodes.get(id) ?? []);
  const heads = headsOf(analysis, nodes);
  const head = heads.at(-1);
  if (!head) return err('The design is empty: there is nothing to train.');
  const before = new Set(heads.map(({ id }) => id));
  for (const { id } of heads)
    for (const each of reachable(analysis.graph, id, 'ancestors')) before.add(each);
  const used = nodes.filter(({ id }) => before.has(id));
  const inputs = used.filter((node) => kindOf(node).arity.max === 0);
  const [input, ...others] = inputs;
  if (!input) return err(`No input leads to “${head.name}”: the images have no way in.`);
  if (others.length > 0) {
    const names = inputs.map(({ name }) => `“${name}”`).join(' and ');
    return err(`The design has ${inputs.length} inputs, ${names}; training feeds images to one.`);
  }
  return ok({
    input: input.id,
    head: head.id,
    sideHeads: heads.slice(0, -1).map(({ id }) => id),
    order: used.map(({ id }) => id),
  });
}

function headsOf(analysis: Analysis, nodes: readonly LayerNode[]): readonly LayerNode[] {
  const outputs = nodes.filter((node) => lossReadingOf(node) !== undefined);
  if (outputs.length > 0) return outputs;
  const wiring = wiringOf(analysis.graph);
  return nodes.filter(({ id }) => wiring.outOf(id).length === 0);
}
