import { formatExact } from '@/lib/format';
import type { PlacedLayer } from '../context';
import { LECTURE_NOTES } from '../lectureNotes';
import { defineRule } from '../rule';
import { isLinearMap, isPort, valuesIn } from '../traits';
import { waysFrom } from '../walk';
import { quoted } from '../wording';
import { isBatchNorm } from './byName';

/** A bias that the batch norm behind it takes away again. */
export const biasBeforeBatchNorm = defineRule({
  id: 'bias-before-bn',
  title: 'Bias before batch norm',
  level: 'warning',
  sentence: 'A convolution or dense layer that only batch norms read has no bias.',
  mend: 'Turns the bias off.',
  source: {
    says: 'The bias can be ignored, since the subtraction of the mean cancels its effect; the shift of the batch norm takes over its role.',
    reference: `Ioffe and Szegedy, Batch Normalization, 2015, section 3.2; ${LECTURE_NOTES}`,
    link: 'https://arxiv.org/abs/1502.03167',
  },
  thresholds: {},
  check(context) {
    return context.layers.flatMap((layer) => {
      const values = isLinearMap(layer) ? valuesIn(layer, 'bias') : 0;
      if (values === 0) return [];
      const readers = waysFrom(context, layer.node.id, keepsChannels).map(({ to }) => to);
      const norms = readers.flatMap((reader) => (reader && isBatchNorm(reader) ? reader : []));
      const [norm] = norms;
      if (!norm || norms.length < readers.length) return [];
      return [
        {
          node: layer.node.id,
          nodes: [layer.node.id, ...norms.map(({ node }) => node.id)],
          message: `The bias of ${quoted(layer)} (${formatExact(values)} values) has no effect: ${quoted(norm)} subtracts the mean of each channel right after${hasShift(norm) ? ', and learns a shift of its own' : ''}.`,
          saving: { params: values, note: 'The network computes the same without them.' },
          fix: {
            label: `Turn off the bias of ${quoted(layer)}`,
            operations: [{ type: 'setParams', id: layer.node.id, params: { bias: false } }],
          },
        },
      ];
    });
  },
});

function hasShift(norm: PlacedLayer): boolean {
  return valuesIn(norm, 'beta') > 0;
}

/** Views behind which every channel of the norm still has one and the same bias added to it. */
function keepsChannels(layer: PlacedLayer): boolean {
  const { viewing, reach, outputs } = layer.report.facts;
  if (viewing !== 'always' || isPort(layer)) return false;
  return reach.type === 'pointwise' || reach.type === 'window' || outputs[0]?.layout === 'flat';
}
