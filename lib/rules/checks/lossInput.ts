import type { Operation } from '@/lib/document/operation';
import { makeLayer, type ParamsOf } from '@/lib/layers/catalogue';
import type { PlacedLayer, RuleContext } from '../context';
import { insertLayers } from '../fixes/insertLayers';
import { defineRule, type Fix, type Found } from '../rule';
import { isActivation, isLinearMap, passesOn } from '../traits';
import { onlyWayFrom, sourceOf } from '../walk';
import { quoted } from '../wording';

/** A loss that is given something else than it reads. */
export const lossInput = defineRule({
  id: 'loss-input',
  title: 'Wrong input of the loss',
  level: 'error',
  sentence:
    'A loss that reads probabilities gets them from a softmax or a sigmoid; one that reads their logarithms gets them from a log-softmax. Means over a map may stand between.',
  mend: 'Puts the missing softmax before the output, or changes the one that is there.',
  source: {
    says: 'A missing or wrong last activation, and a loss that is given another form of the answer than it reads, are faults of real programs.',
    reference: 'Nikanjam et al., NeuraLint, 2021; Schoop et al., UMLAUT, CHI 2021',
    link: 'https://arxiv.org/abs/2105.08095',
  },
  thresholds: {},
  check(context) {
    return context.layers.flatMap((output): readonly Found[] => {
      if (output.node.kind !== 'output') return [];
      const { loss } = output.node.params;
      if (loss !== 'probabilities' && loss !== 'logProbabilities') return [];
      const source = sourceOf(context, output, passesThrough);
      const given = source && formOf(source);
      if (!source || !given || given === loss) return [];
      return [
        {
          node: output.node.id,
          nodes: [output.node.id, source.node.id],
          message: `The loss at ${quoted(output)} reads ${NAMES[loss]}, but ${quoted(source)} gives ${NAMES[given]}.`,
          fix: fixOf(context, output, source, loss),
        },
      ];
    });
  },
});

type Form = Exclude<ParamsOf<'output'>['loss'], 'unspecified'>;

const NAMES: Readonly<Record<Form, string>> = {
  logits: 'raw scores',
  probabilities: 'probabilities',
  logProbabilities: 'logarithms of probabilities',
};

/** Whether what comes out has the form of what goes in: views, dropout, means over a map. */
function passesThrough(layer: PlacedLayer): boolean {
  return passesOn(layer) || layer.node.kind === 'globalAvgPool2d';
}

/** What a layer gives, as a loss sees it; undefined where it cannot be told. */
function formOf(layer: PlacedLayer): Form | undefined {
  const { node } = layer;
  if (node.kind === 'softmax') return node.params.logarithm ? 'logProbabilities' : 'probabilities';
  if (node.kind === 'activation' && /sigmoid/i.test(node.params.function)) return 'probabilities';
  return isLinearMap(layer) || isActivation(layer) || node.kind === 'batchNorm'
    ? 'logits'
    : undefined;
}

function fixOf(
  context: RuleContext,
  output: PlacedLayer,
  source: PlacedLayer,
  loss: 'probabilities' | 'logProbabilities',
): Fix | undefined {
  const logarithm = loss === 'logProbabilities';
  const name = logarithm ? 'log-softmax' : 'softmax';
  if (source.node.kind === 'softmax') {
    if (!onlyWayFrom(context, source.node.id, passesThrough)) return undefined;
    const operations: readonly Operation[] = [
      { type: 'setParams', id: source.node.id, params: { logarithm } },
    ];
    return { label: `Make ${quoted(source)} a ${name}`, operations };
  }
  if (!isLinearMap(source)) return undefined;
  const added = { layer: makeLayer('softmax', { logarithm }), name: `${output.node.name}.softmax` };
  const wires = context.wiring.into(output.node.id);
  return {
    label: `Put a ${name} before ${quoted(output)}`,
    operations: insertLayers(context, wires, [added], `loss-input ${output.node.id}`),
  };
}
