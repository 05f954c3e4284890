import type { Operation } from '@/lib/document/operation';
import type { Edge } from '@/lib/graph/graph';
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
  mend: 'Moves the dropout behind the norm or pool, and the activation that follows it.',
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

/** Moves the dropout behind the norms, pools and activations that follow each other from the next layer on. */
function fixOf(context: RuleContext, dropout: PlacedLayer, next: PlacedLayer): Fix | undefined {
  const { graph, wiring } = context;
  const { node } = dropout;
  const row = [dropout, ...overtaken(context, next)];
  const last = row.at(-1) ?? next;
  const [before] = wiring.into(node.id);
  const [between] = wiring.outOf(node.id);
  const after = wiring.outOf(last.node.id);
  if (!before || !between || after.length === 0) return undefined;
  const rewired = (purpose: string) => derivedId(graph, 'dropout-order', node.id, purpose);
  const operations: readonly Operation[] = [
    { type: 'disconnect', ids: [before, between, ...after].map(({ id }) => id) },
    { type: 'connect', edge: { ...between, ...startOf(before), id: rewired('before') } },
    {
      type: 'connect',
      edge: { ...before, id: rewired('into'), source: last.node.id, port: 0 },
    },
    ...after.map((edge): Operation => {
      return { type: 'connect', edge: { ...edge, id: rewired(edge.id), source: node.id, port: 0 } };
    }),
    ...rotated(row),
  ];
  return { label: `Move ${quoted(dropout)} behind ${quoted(last)}`, operations };
}

function startOf({ source, port }: Edge): Pick<Edge, 'source' | 'port'> {
  return { source, port };
}

function overtaken(context: RuleContext, next: PlacedLayer): readonly PlacedLayer[] {
  const row = [next];
  for (const layer of row) {
    const reader = onlyWayFrom(context, layer.node.id, () => false)?.to;
    if (!reader || reader.node.kind === 'softmax') break;
    if (isBatchNorm(reader) || isActivation(reader) || maxPoolOf(reader)) row.push(reader);
  }
  return row;
}

/** The first layer takes the place of the last on the canvas, each other that of the one before it. */
function rotated(row: readonly PlacedLayer[]): readonly Operation[] {
  const moves = row.map(({ node }, index) => {
    const place = row.at(index - 1) ?? row[0];
    return { id: node.id, position: place?.node.position ?? node.position };
  });
  const apart = new Set(moves.map(({ position: { x, y } }) => `${x} ${y}`)).size > 1;
  return apart ? [{ type: 'moveNodes', moves }] : [];
}
