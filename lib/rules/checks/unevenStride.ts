import type { PlacedLayer } from '../context';
import { LECTURE_NOTES } from '../lectureNotes';
import { isUneven, readShare, timesRead } from '../phases';
import { defineRule } from '../rule';
import { type Convolution, convolutionOf, coversMap } from '../traits';
import { agree, counted, joined, quoted } from '../wording';

/** Strides that read some pixels more often than others. */
export const unevenStride = defineRule({
  id: 'uneven-stride',
  title: 'Uneven coverage',
  level: 'advice',
  sentence:
    'The kernel of a strided convolution is a multiple of its stride, so that every pixel is read equally often, and the stride is not longer than the longest that is left alone: with 1, no convolution may step and pools do it. One finding for the whole design.',
  source: {
    says: 'Stride 2 and more is for hardware that can do no more: with a stride above 1 a 3×3 kernel covers pixels 1, 2 or 4 times, and the gradients of a strided convolution form a checkerboard; taking that away improved the accuracy of VGG8, ResNet-18 and ResNet-101.',
    reference: `${LECTURE_NOTES}; Kinoshita and Kiya, Fixed Smooth Convolutional Layer, 2020`,
    link: 'https://arxiv.org/abs/2002.02117',
  },
  thresholds: { longest: { label: 'Longest even stride left alone', value: 16, unit: 'pixels' } },
  check({ layers }, { longest }) {
    const strided = layers.flatMap((layer) => {
      const convolution = convolutionOf(layer);
      if (!convolution || coversMap(layer, convolution)) return [];
      const { height, width } = convolution;
      const skips = readShare(height) < 1 || readShare(width) < 1;
      return skips ? [] : [{ layer, convolution }];
    });
    const uneven = strided.filter(({ convolution }) => isUnevenlyRead(convolution));
    const long = strided.filter(
      ({ convolution }) =>
        !isUnevenlyRead(convolution) && longestStride(convolution) > Math.max(1, longest.value),
    );
    if (uneven.length + long.length === 0) return [];
    return [
      {
        nodes: [...uneven, ...long].map(({ layer }) => layer.node.id),
        message: [...unevenText(uneven), ...longText(long, longest.value)].join(' '),
        ...(long.length > 0 && { threshold: longest }),
      },
    ];
  },
});

interface Strided {
  readonly layer: PlacedLayer;
  readonly convolution: Convolution;
}

function isUnevenlyRead({ height, width }: Convolution): boolean {
  return isUneven(height) || isUneven(width);
}

function longestStride({ height, width }: Convolution): number {
  return Math.max(height.stride, width.stride);
}

function unevenText(uneven: readonly Strided[]): readonly string[] {
  if (uneven.length === 0) return [];
  const phrases = uneven.map(({ layer, convolution }) => phraseOf(layer, convolution));
  return [
    `${uneven.length} strided ${agree(uneven.length, 'convolution reads', 'convolutions read')} some pixels more often than others: ${joined(phrases)}. A kernel that is a multiple of the stride, or stride 1 and a pool behind, reads evenly.`,
  ];
}

function longText(long: readonly Strided[], longest: number): readonly string[] {
  if (long.length === 0) return [];
  const phrases = long.map(
    ({ layer, convolution }) => `${quoted(layer)} by ${longestStride(convolution)}`,
  );
  return [
    `${counted(long.length, 'convolution')} ${agree(long.length, 'steps', 'step')} further than ${counted(longest, 'pixel')} at a time: ${joined(phrases)}.`,
  ];
}

function phraseOf(layer: PlacedLayer, { height, width }: Convolution): string {
  const times = timesRead(height, width);
  const often = `${times.slice(0, -1).join(', ')} or ${times.at(-1)} times`;
  const stride =
    height.stride === width.stride ? `${height.stride}` : `${height.stride}×${width.stride}`;
  return `${quoted(layer)} (${height.kernel}×${width.kernel}, stride ${stride}: ${often})`;
}
