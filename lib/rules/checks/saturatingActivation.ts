import type { Operation } from '@/lib/document/operation';
import type { NodeId } from '@/lib/graph/graph';
import type { PlacedLayer, RuleContext } from '../context';
import { LECTURE_NOTES } from '../lectureNotes';
import { defineRule } from '../rule';
import { isLinearMap, isPort, passesOn } from '../traits';
import { waysFrom } from '../walk';
import { agree, listed } from '../wording';
import { isSquashing } from './byName';

/** Activations through which the gradient fades away. */
export const saturatingActivation = defineRule({
  id: 'saturating-activation',
  title: 'Sigmoid or tanh inside',
  level: 'advice',
  sentence:
    'Between layers with weights stands no sigmoid and no tanh. Left alone: gates, whose result is multiplied, and the ends of the network. One finding for the whole design.',
  mend: 'Uses ReLU instead.',
  source: {
    says: 'The gradients of sigmoid and tanh vanish where they are flat, more with every layer.',
    reference: `${LECTURE_NOTES}; Glorot and Bengio, Understanding the Difficulty of Training Deep Feedforward Neural Networks, 2010`,
    link: 'https://proceedings.mlr.press/v9/glorot10a.html',
  },
  thresholds: {},
  check(context) {
    const beforeWeights = leadingToWeights(context);
    const inside = context.layers.filter(
      (layer) =>
        layer.node.kind === 'activation' &&
        isSquashing(layer.node.params.function) &&
        beforeWeights.has(layer.node.id) &&
        !isMeant(context, layer),
    );
    if (inside.length === 0) return [];
    const operations = inside.map(({ node }): Operation => {
      return { type: 'setParams', id: node.id, params: { function: 'relu' } };
    });
    return [
      {
        nodes: inside.map(({ node }) => node.id),
        message: `${listed(inside)} ${agree(inside.length, 'squeezes its values', 'squeeze their values')} by a sigmoid or tanh between layers with weights: where it is flat, hardly any gradient comes back.`,
        fix: { label: `Use ReLU instead`, operations },
      },
    ];
  },
});

/** Layers behind which a convolution or dense layer stands on some way. */
function leadingToWeights({ layers, layer, wiring }: RuleContext): ReadonlySet<NodeId> {
  const leading = new Set<NodeId>();
  for (const { node } of layers.toReversed()) {
    const readers = wiring.outOf(node.id).flatMap(({ target }) => layer(target) ?? []);
    if (readers.some((reader) => leading.has(reader.node.id) || isLinearMap(reader))) {
      leading.add(node.id);
    }
  }
  return leading;
}

/** Whether the result gates something, or is an answer of the network. */
function isMeant(context: RuleContext, { node }: PlacedLayer): boolean {
  const readers = waysFrom(context, node.id, passesOn).flatMap(({ to }) => to ?? []);
  return readers.some((reader) => reader.node.kind === 'multiply' || isPort(reader));
}
