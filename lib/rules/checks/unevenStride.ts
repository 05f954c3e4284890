import type { PlacedLayer } from '../context';
import { LECTURE_NOTES } from '../lectureNotes';
import { isUneven, readShare, timesRead } from '../phases';
import { defineRule } from '../rule';
import { type Convolution, convolutionOf, coversMap } from '../traits';
import { agree, joined, quoted } from '../wording';

/** Strides that read some pixels more often than others. */
export const unevenStride = defineRule({
  id: 'uneven-stride',
  title: 'Uneven coverage',
  level: 'advice',
  sentence:
    'The kernel of a strided convolution is a multiple of its stride, so that every pixel is read equally often. One finding for the whole design.',
  source: {
    says: 'With a stride above 1 a 3×3 kernel covers pixels 1, 2 or 4 times, and the gradients of a strided convolution form a checkerboard; taking that away improved the accuracy of VGG8, ResNet-18 and ResNet-101.',
    reference: `${LECTURE_NOTES}; Kinoshita and Kiya, Fixed Smooth Convolutional Layer, 2020`,
    link: 'https://arxiv.org/abs/2002.02117',
  },
  thresholds: {},
  check({ layers }) {
    const uneven = layers.flatMap((layer) => {
      const convolution = convolutionOf(layer);
      if (!convolution || coversMap(layer, convolution)) return [];
      const { height, width } = convolution;
      const skips = readShare(height) < 1 || readShare(width) < 1;
      return !skips && (isUneven(height) || isUneven(width)) ? [{ layer, convolution }] : [];
    });
    if (uneven.length === 0) return [];
    const phrases = uneven.map(({ layer, convolution }) => phraseOf(layer, convolution));
    return [
      {
        nodes: uneven.map(({ layer }) => layer.node.id),
        message: `${uneven.length} strided ${agree(uneven.length, 'convolution reads', 'convolutions read')} some pixels more often than others: ${joined(phrases)}. A kernel that is a multiple of the stride, or stride 1 and a pool behind, reads evenly.`,
      },
    ];
  },
});

function phraseOf(layer: PlacedLayer, { height, width }: Convolution): string {
  const times = timesRead(height, width);
  const often = `${times.slice(0, -1).join(', ')} or ${times.at(-1)} times`;
  const stride =
    height.stride === width.stride ? `${height.stride}` : `${height.stride}×${width.stride}`;
  return `${quoted(layer)} (${height.kernel}×${width.kernel}, stride ${stride}: ${often})`;
}
