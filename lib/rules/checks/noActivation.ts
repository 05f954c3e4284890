import type { Operation } from '@/lib/document/operation';
import type { NodeId } from '@/lib/graph/graph';
import type { Layer } from '@/lib/layers/catalogue';
import type { PlacedLayer, RuleContext } from '../context';
import { insertLayers } from '../fixes/insertLayers';
import { LECTURE_NOTES } from '../lectureNotes';
import { defineRule, type Found } from '../rule';
import { isLinearMap, passesOn } from '../traits';
import { waysFrom } from '../walk';
import { counted, quoted } from '../wording';
import { isAffine, isBatchNorm, usualActivation } from './byName';
import { isLinearOnPurpose } from './linearOnPurpose';

/** Layers that collapse into one, because nothing non-linear stands between them. */
export const noActivation = defineRule({
  id: 'no-activation',
  title: 'No activation between',
  level: 'warning',
  sentence:
    'Between two convolutions or dense layers stands an activation. Left alone: layers whose result is joined with another, and what published networks leave linear on purpose: what follows a depthwise convolution, the narrow end of an inverted residual, a bare convolution before a depthwise one, and bare n×1 and 1×n in a row.',
  mend: 'Puts the activation that the design uses elsewhere, or a ReLU, behind each of the layers.',
  source: {
    says: 'Without an activation after each convolution the layers collapse into one linear map.',
    reference: `${LECTURE_NOTES}; missing activation in NeuraLint, 2021; the exception of linear bottlenecks in Sandler et al., MobileNetV2, 2018`,
    link: 'https://arxiv.org/abs/1801.04381',
  },
  thresholds: {},
  check(context) {
    const next = new Map<NodeId, readonly PlacedLayer[]>();
    const continued = new Set<NodeId>();
    for (const layer of context.layers) {
      const following = isLinearMap(layer) ? collapsingInto(context, layer) : [];
      if (following.length === 0) continue;
      next.set(layer.node.id, following);
      for (const { node } of following) continued.add(node.id);
    }
    return context.layers
      .filter(({ node }) => next.has(node.id) && !continued.has(node.id))
      .map((start) => foundAt(context, start, next));
  },
});

/** The layers that read this one with nothing non-linear between; none when somebody else reads it too. */
function collapsingInto(context: RuleContext, layer: PlacedLayer): readonly PlacedLayer[] {
  const following: PlacedLayer[] = [];
  for (const way of waysFrom(context, layer.node.id, staysLinear)) {
    if (!way.to || !isLinearMap(way.to) || isLinearOnPurpose(context, layer, way)) return [];
    following.push(way.to);
  }
  return following;
}

function staysLinear(layer: PlacedLayer): boolean {
  return passesOn(layer) || isBatchNorm(layer) || isAffine(layer);
}

function foundAt(
  context: RuleContext,
  start: PlacedLayer,
  next: ReadonlyMap<NodeId, readonly PlacedLayer[]>,
): Found {
  const run = [start];
  for (const layer of run) run.push(...(next.get(layer.node.id) ?? []));
  const [, second = start] = run;
  const open = run.filter(({ node }) => next.has(node.id));
  const usual = usualActivation(context);
  const others = run.length > 2 ? `, and so do the ${counted(run.length - 2, 'layer')} behind` : '';
  return {
    node: start.node.id,
    nodes: run.map(({ node }) => node.id),
    message: `${quoted(start)} and ${quoted(second)} follow each other without an activation between them${others}: together they can do no more than one linear layer.`,
    fix: {
      label:
        open.length === 1
          ? `Put an activation behind ${quoted(start)}`
          : `Put an activation behind each of the ${open.length} layers`,
      operations: open.flatMap((layer) => putBehind(context, layer, usual)),
    },
  };
}

/** A new layer behind another one, or behind the batch norm that is its only reader. */
function putBehind(context: RuleContext, layer: PlacedLayer, added: Layer): readonly Operation[] {
  const { wiring } = context;
  const [wire, other] = wiring.outOf(layer.node.id);
  const reader = wire && !other ? context.layer(wire.target) : undefined;
  const last = reader && isBatchNorm(reader) ? reader : layer;
  return insertLayers(
    context,
    wiring.outOf(last.node.id),
    [{ layer: added, name: `${layer.node.name}.act` }],
    `no-activation ${layer.node.id}`,
  );
}
