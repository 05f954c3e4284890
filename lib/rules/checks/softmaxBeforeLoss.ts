import type { Operation } from '@/lib/document/operation';
import type { PlacedLayer, RuleContext } from '../context';
import { bypass } from '../fixes/bypass';
import { LECTURE_NOTES } from '../lectureNotes';
import { defineRule, type Found, LEVELS, type Level } from '../rule';
import { isActivation, passesOn } from '../traits';
import { type Way, waysFrom } from '../walk';
import { quoted } from '../wording';
import { isSquashing } from './byName';

/** Scores that are bent before the softmax reads them: the bug of the assignment network. */
export const softmaxBeforeLoss = defineRule({
  id: 'softmax-before-loss',
  title: 'Activation on the scores',
  level: 'error',
  sentence:
    'The scores that a softmax or a loss reads are raw: no ReLU right before the softmax, no softmax twice, and no activation on the logits that a loss reads. An activation that cuts nothing off is a warning, and a log-softmax before a loss that applies its own is advice.',
  mend: 'Removes the activation, or leads the scores around it where others read it too.',
  source: {
    says: 'The assignment network has something buggy in its code: a ReLU between the last convolution and the softmax.',
    reference: `${LECTURE_NOTES}; the same faults in NeuraLint, 2021, and UMLAUT, 2021`,
    link: 'https://arxiv.org/abs/2105.08095',
  },
  thresholds: {},
  check(context) {
    return context.layers.filter(isActivation).flatMap((layer) => foundAt(context, layer) ?? []);
  },
});

interface Offence {
  readonly way: Way;
  readonly end: PlacedLayer;
  readonly level: Level;
  readonly message: string;
}

function foundAt(context: RuleContext, layer: PlacedLayer): Found | undefined {
  const ways = waysFrom(context, layer.node.id, (next) => passesOn(next) || bends(next));
  const offences = ways.flatMap((way) => offenceOf(layer, way) ?? []);
  const [worst] = offences.toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
  if (!worst) return undefined;
  const wires = new Set(offences.map(({ way }) => way.first));
  const innocent = ways.some((way) => wires.has(way.first) && !offences.some((o) => o.way === way));
  return {
    node: layer.node.id,
    nodes: [layer.node.id, ...offences.map(({ end }) => end.node.id)],
    level: worst.level,
    message: worst.message,
    fix: innocent ? undefined : fixOf(layer, bypass(context, layer, [...wires])),
  };
}

function fixOf(layer: PlacedLayer, operations: readonly Operation[]) {
  const removes = operations.some(({ type }) => type === 'removeNodes');
  return { label: `${removes ? 'Remove' : 'Lead the scores around'} ${quoted(layer)}`, operations };
}

function weightOf(name: string): Level {
  return isCutting(name) ? 'error' : 'warning';
}

/** Whether the scores go on behind a layer, though no longer raw. */
function bends({ node }: PlacedLayer): boolean {
  return node.kind === 'activation';
}

/** Whether a function sends many different scores to the same value, or nearly. */
function isCutting(name: string): boolean {
  return name === 'relu' || name === 'relu6' || isSquashing(name);
}

function offenceOf(layer: PlacedLayer, way: Way): Offence | undefined {
  const { node } = layer;
  const end = way.to;
  if (!end) return undefined;
  if (end.node.kind === 'softmax') {
    if (node.kind === 'softmax') return { way, end, level: 'error', message: twice(layer, end) };
    if (node.kind !== 'activation') return undefined;
    return { way, end, level: weightOf(node.params.function), message: before(layer, end) };
  }
  if (end.node.kind !== 'output' || end.node.params.loss !== 'logits') return undefined;
  if (node.kind === 'softmax') {
    const level = node.params.logarithm ? 'advice' : 'error';
    return { way, end, level, message: beforeLoss(layer, end) };
  }
  if (node.kind !== 'activation') return undefined;
  const message = `The loss at ${quoted(end)} reads logits, but ${quoted(layer)} applies ${node.params.function} to them: ${effectOf(node.params.function)}`;
  return { way, end, level: weightOf(node.params.function), message };
}

function before(layer: PlacedLayer, softmax: PlacedLayer): string {
  const name = layer.node.kind === 'activation' ? layer.node.params.function : '';
  return `${quoted(layer)} applies ${name} to the scores right before the softmax ${quoted(softmax)}: ${effectOf(name)}`;
}

function effectOf(name: string): string {
  if (name === 'relu' || name === 'relu6')
    return 'all scores below zero become 0, so that those classes get no gradient and none of them can become improbable.';
  if (isCutting(name))
    return 'the scores are squeezed into a narrow range, so that no class can become nearly certain.';
  return 'the scores below zero are bent towards 0, which a softmax has no use for.';
}

function twice(layer: PlacedLayer, second: PlacedLayer): string {
  return `The softmax ${quoted(second)} reads what the softmax ${quoted(layer)} has made: softmax twice flattens the probabilities, so that no class can become nearly certain.`;
}

function beforeLoss(layer: PlacedLayer, output: PlacedLayer): string {
  const loss = `The loss at ${quoted(output)} reads logits and applies a softmax of its own`;
  return layer.node.kind === 'softmax' && layer.node.params.logarithm
    ? `${loss}: the log-softmax ${quoted(layer)} before it changes nothing and costs time.`
    : `${loss}: behind ${quoted(layer)} that is softmax twice, and no class can become nearly certain.`;
}
