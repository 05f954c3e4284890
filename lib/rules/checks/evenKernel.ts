import type { Operation } from '@/lib/document/operation';
import type { Edges } from '@/lib/layers/params';
import type { Window } from '@/lib/tensor/window';
import type { PlacedLayer, RuleContext } from '../context';
import { resizeKernel } from '../fixes/resizeKernel';
import { verified } from '../fixes/verified';
import { LECTURE_NOTES } from '../lectureNotes';
import { defineRule, type Fix, type Found } from '../rule';
import { type Convolution, convolutionOf, coversMap } from '../traits';
import { quoted } from '../wording';

/** A kernel that has no middle. */
export const evenKernel = defineRule({
  id: 'even-kernel',
  title: 'Even kernel',
  level: 'warning',
  sentence:
    'A convolution of stride 1 has odd kernels. Left alone: strided ones, and windows that cover the whole map.',
  mend: 'Makes the kernel odd, with padding that keeps the map as large.',
  source: {
    says: 'Kernels are odd: an even one has no middle pixel, and padding that keeps the size is lopsided, so that the map drifts by half a pixel a layer. 4×4 never.',
    reference: LECTURE_NOTES,
  },
  thresholds: {},
  check(context) {
    return context.layers.flatMap((layer): readonly Found[] => {
      const convolution = convolutionOf(layer);
      if (!convolution || coversMap(layer, convolution)) return [];
      const { height, width } = convolution;
      if (!isOff(height) && !isOff(width)) return [];
      return [
        {
          node: layer.node.id,
          nodes: [layer.node.id],
          message: `${quoted(layer)} has a kernel of ${height.kernel}×${width.kernel}, which has no middle pixel: what it finds is drawn half a pixel off.`,
          fix: fixOf(context, layer, convolution),
        },
      ];
    });
  },
});

/** An odd kernel that keeps the map as large; else one that makes it grow, when the layers behind can live with that. */
function fixOf(
  context: RuleContext,
  layer: PlacedLayer,
  convolution: Convolution,
): Fix | undefined {
  const { node } = layer;
  if (node.kind !== 'conv2d' && node.kind !== 'depthwiseConv2d') return undefined;
  const { padding } = node.params;
  const smaller = oddKernel(convolution, (kernel) => (kernel > 2 ? kernel - 1 : 3));
  const larger = oddKernel(convolution, (kernel) => kernel + 1);
  const resized =
    resizeKernel(convolution, padding, smaller) ?? resizeKernel(convolution, padding, larger);
  const params = resized ?? { kernel: smaller, padding: growing(convolution) };
  const change: readonly Operation[] = [{ type: 'setParams', id: node.id, params }];
  const operations = resized ? change : verified(context, change);
  const label = `Make the kernel of ${quoted(layer)} ${params.kernel.join('×')}`;
  return operations && { label, operations };
}

function isOff({ kernel, stride }: Window): boolean {
  return kernel % 2 === 0 && stride === 1;
}

/** The kernel with those of its sides changed that have no middle. */
function oddKernel(
  { height, width }: Convolution,
  change: (kernel: number) => number,
): [number, number] {
  const side = (window: Window) => (isOff(window) ? change(window.kernel) : window.kernel);
  return [side(height), side(width)];
}

/** The padding as it is, and enough more where a 2 becomes a 3 that the map does not shrink. */
function growing({ height, width }: Convolution): Edges {
  const more = (window: Window) => (isOff(window) && window.kernel === 2 ? window.dilation : 0);
  return {
    top: height.padLow + more(height),
    bottom: height.padHigh + more(height),
    left: width.padLow + more(width),
    right: width.padHigh + more(width),
  };
}
