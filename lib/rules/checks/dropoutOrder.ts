import type { Operation } from '@/lib/document/operation';
import type { PlacedLayer, RuleContext } from '../context';
import { derivedId } from '../fixes/derivedId';
import { defineRule, type Fix, type Found } from '../rule';
import { isActivation, maxPoolOf } from '../traits';
import { onlyWayFrom } from '../walk';
import { quoted } from '../wording';
import { isBatchNorm } from './byName';

/** Dropout where the next layer spoils it, or is spoiled by it. */
export const dropoutOrder = defineRule({
  id: 'dropout-order',
  title: 'Dropout in the wrong place',
  level: 'advice',
  sentence: 'Dropout stands behind batch norms and max pools, not right before one.',
  source: {
    says: 'Dropout shifts the variance between training and test, and a batch norm behind it remembers the wrong one.',
    reference:
      'Li et al., Understanding the Disharmony between Dropout and Batch Normalization by Variance Shift, 2018; dropout before pooling: NeuraLint, 2021',
    link: 'https://arxiv.org/abs/1801.05134',
  },
  thresholds: {},
  check(context) {
    return context.layers.flatMap((layer): readonly Found[] => {
      const { node } = layer;
      const next =
        node.kind === 'dropout' ? onlyWayFrom(context, node.id, () => false)?.to : undefined;
      const effect = next && effectOn(next, layer);
      if (!next || !effect) return [];
      return [
        {
          node: node.id,
          nodes: [node.id, next.node.id],
          message: `${quoted(layer)} stands right before ${quoted(next)}, ${effect}.`,
          fix: fixOf(context, layer, next),
        },
      ];
    });
  },
});

function effectOn(next: PlacedLayer, { node }: PlacedLayer): string | undefined {
  if (isBatchNorm(next))
    return 'which learns a variance in training that does not hold when nothing is dropped';
  const wholeChannels = node.kind === 'dropout' && node.params.channels;
  if (maxPoolOf(next) && !wholeChannels)
    return 'which picks the largest value that is left, so that far fewer values are dropped than asked for';
  return undefined;
}

/** Moves the dropout behind the layer, and behind the activation that is that layer's only reader. */
function fixOf(context: RuleContext, dropout: PlacedLayer, next: PlacedLayer): Fix | undefined {
  const { graph, wiring } = context;
  const { node } = dropout;
  const reader = onlyWayFrom(context, next.node.id, () => false)?.to;
  const last = reader && isActivation(reader) && reader.node.kind !== 'softmax' ? reader : next;
  const [before] = wiring.into(node.id);
  const [between] = wiring.outOf(node.id);
  const after = wiring.outOf(last.node.id);
  if (!before || !between || after.length === 0) return undefined;
  const rewired = (purpose: string) => derivedId(graph, 'dropout-order', node.id, purpose);
  const operations: readonly Operation[] = [
    { type: 'disconnect', ids: [before, between, ...after].map(({ id }) => id) },
    {
      type: 'connect',
      edge: { ...before, id: rewired('before'), target: next.node.id, slot: between.slot },
    },
    {
      type: 'connect',
      edge: { id: rewired('into'), source: last.node.id, port: 0, target: node.id, slot: 0 },
    },
    ...after.map(
      (edge): Operation => ({
        type: 'connect',
        edge: { ...edge, id: rewired(edge.id), source: node.id, port: 0 },
      }),
    ),
  ];
  return { label: `Move ${quoted(dropout)} behind ${quoted(last)}`, operations };
}
