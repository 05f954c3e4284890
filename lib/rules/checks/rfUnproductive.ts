import { type Field, sizeOf } from '@/lib/analysis/receptiveField';
import { formatExact, formatShare } from '@/lib/format';
import type { PlacedLayer, RuleContext } from '../context';
import { imageSide } from '../images';
import { defineRule } from '../rule';
import { convolutionOf, isPointwise } from '../traits';
import { quoted } from '../wording';

/** Layers that could not see more if they wanted to. */
export const rfUnproductive = defineRule({
  id: 'rf-unproductive',
  title: 'Layers behind the border',
  level: 'advice',
  sentence:
    'Not more than a quarter of the convolutions read maps whose units already see the whole image. One finding for the whole design.',
  source: {
    says: 'Layers whose input already has a receptive field as large as the image add little to the accuracy: they are behind the border layer.',
    reference: 'Richter, Schöning, Wiedenroth and Krumnack, Should You Go Deeper?, 2021',
    link: 'https://arxiv.org/abs/2106.12307',
  },
  thresholds: {
    share: {
      label: 'Most convolutions behind the border',
      value: 25,
      unit: '% of the convolutions',
    },
  },
  check(context, { share }) {
    const side = imageSide(context);
    const windows = context.layers.filter(isWindow);
    if (side === undefined || windows.length === 0) return [];
    const behind = windows.filter((layer) => seesAll(fieldBefore(context, layer), side));
    const [first] = behind;
    if (!first || behind.length * 100 <= windows.length * share.value) return [];
    return [
      {
        nodes: behind.map(({ node }) => node.id),
        message: `From ${quoted(first)} on, ${behind.length} of ${windows.length} convolutions (${formatShare(behind.length / windows.length)}) read maps whose units see all of the ${formatExact(side)} pixels already: larger images, less downsampling or fewer layers would use them better.`,
        threshold: share,
      },
    ];
  },
});

function isWindow(layer: PlacedLayer): boolean {
  const convolution = convolutionOf(layer);
  return convolution !== undefined && !isPointwise(convolution);
}

function fieldBefore({ wiring, layer }: RuleContext, { node }: PlacedLayer): Field | undefined {
  const [wire] = wiring.into(node.id);
  return wire && layer(wire.source)?.report.field;
}

function seesAll(field: Field | undefined, side: number): boolean {
  if (field?.type !== 'local' || field.gated) return false;
  return sizeOf(field.height) >= side && sizeOf(field.width) >= side;
}
