import { formatCount, formatShare } from '@/lib/format';
import { makeLayer } from '@/lib/layers/catalogue';
import { spatialSize } from '@/lib/tensor/tensorType';
import type { PlacedLayer, RuleContext } from '../context';
import { insertLayers } from '../fixes/insertLayers';
import { defineRule, type Found } from '../rule';
import { type Convolution, convolutionOf, coversMap, mapOf, valuesIn } from '../traits';
import { quoted } from '../wording';
import { usualActivation } from './byName';

/** A dear window on many channels. */
export const noBottleneck = defineRule({
  id: 'no-bottleneck',
  title: 'No bottleneck',
  level: 'advice',
  sentence:
    'Before a kernel of 5×5 or more on 192 channels or more stands a 1×1 convolution that squeezes them. Left alone: grouped convolutions, and windows that cover the whole map.',
  mend: 'Puts a 1×1 convolution before it.',
  source: {
    says: '32 filters of 5×5 on 28×28×192 take 120.4 million multiplications; behind a 1×1 with 16 filters it is 12.4 million, a tenth.',
    reference:
      'Ng, Convolutional Neural Networks, week 2; Szegedy et al., Going Deeper with Convolutions, 2014',
    link: 'https://arxiv.org/abs/1409.4842',
  },
  thresholds: {
    kernel: { label: 'Kernels are dear from', value: 5, unit: 'pixels' },
    channels: { label: 'Channels are many from', value: 192, unit: 'channels' },
  },
  check(context, limits) {
    return context.layers.flatMap((layer): readonly Found[] => {
      const convolution = convolutionOf(layer);
      if (!convolution || coversMap(layer, convolution)) return [];
      const { height, width, channels, groups } = convolution;
      const small = Math.min(height.kernel, width.kernel) < limits.kernel.value;
      if (small || groups > 1 || channels < limits.channels.value) return [];
      return foundAt(context, layer, convolution, limits.channels);
    });
  },
});

function foundAt(
  context: RuleContext,
  layer: PlacedLayer,
  { height, width, channels, filters }: Convolution,
  threshold: NonNullable<Found['threshold']>,
): readonly Found[] {
  const map = mapOf(layer.report.inputs[0]);
  const output = layer.report.facts.outputs[0] && spatialSize(layer.report.facts.outputs[0]);
  const macsNow = layer.report.cost.macs;
  if (!map || !output || macsNow === undefined) return [];
  const squeezed = Math.ceil(Math.min(filters / 2, channels / 4, threshold.value / 2));
  const window = squeezed * filters * height.kernel * width.kernel;
  const macs =
    macsNow -
    (map.height * map.width * channels * squeezed + output.height * output.width * window);
  const params = valuesIn(layer, 'kernel') - (channels * squeezed + window);
  if (macs <= 0 || params <= 0) return [];
  const { node } = layer;
  const conv = makeLayer('conv2d', { filters: squeezed, kernel: [1, 1], padding: 'valid' });
  const added = [
    { layer: conv, name: `${node.name}.squeeze` },
    { layer: usualActivation(context), name: `${node.name}.squeeze.act` },
  ];
  const wires = context.wiring.into(node.id);
  return [
    {
      node: node.id,
      nodes: [node.id],
      message: `${quoted(layer)} slides ${height.kernel}×${width.kernel} over ${channels} channels for ${formatCount(macsNow)} MACs; behind a 1×1 that squeezes them to ${squeezed} it would take ${formatShare(macs / macsNow)} fewer.`,
      threshold,
      saving: {
        params,
        macs,
        note: `With ${squeezed} channels behind the 1×1; biases not counted.`,
      },
      fix: {
        label: `Put a 1×1 with ${squeezed} filters before ${quoted(layer)}`,
        operations: insertLayers(context, wires, added, `no-bottleneck ${node.id}`),
      },
    },
  ];
}
