import type { PlacedLayer, RuleContext } from '../context';
import { bypass } from '../fixes/bypass';
import { defineRule, type Fix, type Found } from '../rule';
import { passesOn } from '../traits';
import { onlyWayFrom, sourceOf } from '../walk';
import { quoted } from '../wording';
import { isSquashing } from './byName';

/** Two activations in a row. */
export const doubleActivation = defineRule({
  id: 'double-activation',
  title: 'Two activations in a row',
  level: 'warning',
  sentence:
    'An activation is followed by a layer with weights before the next activation comes. What stands before a softmax or a loss is judged by the rule on scores.',
  mend: 'Removes the one that the other makes superfluous.',
  source: {
    says: 'An activation right after another one is redundant, or hides what the second could tell apart.',
    reference: 'Nikanjam et al., NeuraLint, 2021',
    link: 'https://arxiv.org/abs/2105.08095',
  },
  thresholds: {},
  check(context) {
    return context.layers.flatMap((layer) => foundAt(context, layer) ?? []);
  },
});

/** Removes the superfluous one; not when that would put the other behind yet another one. */
function fixOf(context: RuleContext, first: PlacedLayer, surplus: PlacedLayer): Fix | undefined {
  const before = sourceOf(context, first, passesOn);
  if (surplus === first && before?.node.kind === 'activation') return undefined;
  return { label: `Remove ${quoted(surplus)}`, operations: bypass(context, surplus) };
}

function foundAt(context: RuleContext, first: PlacedLayer): Found | undefined {
  if (first.node.kind !== 'activation') return undefined;
  const second = onlyWayFrom(context, first.node.id, passesOn)?.to;
  if (second?.node.kind !== 'activation') return undefined;
  const before = first.node.params.function;
  const after = second.node.params.function;
  const idle = before === after && (after === 'relu' || after === 'relu6');
  const effect = idle
    ? 'the second one changes nothing'
    : 'it sees only what the first one lets through';
  const surplus = isSquashing(after) ? first : second;
  return {
    node: second.node.id,
    nodes: [second.node.id, first.node.id],
    message: `${quoted(second)} applies ${after} to what ${quoted(first)} has put through ${before}: ${effect}.`,
    fix: fixOf(context, first, surplus),
  };
}
