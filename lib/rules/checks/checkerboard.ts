import type { ParamsOf } from '@/lib/layers/catalogue';
import type { Window } from '@/lib/tensor/window';
import type { PlacedLayer } from '../context';
import { LECTURE_NOTES } from '../lectureNotes';
import { isUneven, timesRead } from '../phases';
import { defineRule, type Fix, type Found } from '../rule';
import { quoted } from '../wording';

/** Upsampling that paints some pixels more often than others. */
export const checkerboard = defineRule({
  id: 'checkerboard',
  title: 'Checkerboard',
  level: 'warning',
  sentence: 'The kernel of a transposed convolution is a multiple of its stride.',
  mend: 'Widens the kernel to a multiple of the stride and cuts as much more off the edges.',
  source: {
    says: 'When the kernel is not divisible by the stride, a transposed convolution overlaps unevenly and draws a checkerboard.',
    reference: `Odena, Dumoulin and Olah, Deconvolution and Checkerboard Artifacts, Distill, 2016; ${LECTURE_NOTES}`,
    link: 'https://distill.pub/2016/deconv-checkerboard/',
  },
  thresholds: {},
  check({ layers }) {
    return layers.flatMap((layer): readonly Found[] => {
      const { node } = layer;
      if (node.kind !== 'convTranspose2d') return [];
      const { kernel, stride } = node.params;
      const [height, width] = [windowOf(node.params, 0), windowOf(node.params, 1)];
      if (!isUneven(height) && !isUneven(width)) return [];
      const times = timesRead(height, width);
      return [
        {
          node: node.id,
          nodes: [node.id],
          message: `${quoted(node)} paints some pixels ${times[0]} and others ${times.at(-1)} times: its kernel of ${kernel.join('×')} is no multiple of its stride of ${stride.join('×')}.`,
          fix: fixOf(layer, node.params),
        },
      ];
    });
  },
});

type Params = ParamsOf<'convTranspose2d'>;

function windowOf(params: Params, axis: 0 | 1): Window {
  const { kernel, stride, dilation } = params;
  return {
    kernel: kernel[axis],
    stride: stride[axis],
    dilation: dilation[axis],
    padLow: 0,
    padHigh: 0,
  };
}

/** The next kernel that is a multiple of the stride, with as much more cut off the edges or as much less added. */
function fixOf(layer: PlacedLayer, params: Params): Fix | undefined {
  const { dilation, padding, stride } = params;
  if (dilation.some((step) => step > 1)) return undefined;
  const vertical = widened(params, 0);
  const horizontal = widened(params, 1);
  const kernel = [vertical.kernel, horizontal.kernel];
  const change =
    padding === 'same'
      ? { kernel }
      : {
          kernel,
          outputPadding: [vertical.extra, horizontal.extra],
          padding: {
            top: vertical.low,
            bottom: vertical.high,
            left: horizontal.low,
            right: horizontal.high,
          },
        };
  const label = `Make the kernel of ${quoted(layer)} ${kernel.join('×')}, a multiple of ${stride.join('×')}`;
  return { label, operations: [{ type: 'setParams', id: layer.node.id, params: change }] };
}

function widened({ kernel, stride, padding, outputPadding }: Params, axis: 0 | 1) {
  const edges = typeof padding === 'string' ? undefined : padding;
  const low = (axis === 0 ? edges?.top : edges?.left) ?? 0;
  const high = (axis === 0 ? edges?.bottom : edges?.right) ?? 0;
  const wide = Math.ceil(kernel[axis] / stride[axis]) * stride[axis];
  const more = wide - kernel[axis];
  const fromExtra = Math.min(outputPadding[axis], more);
  const cut = more - fromExtra;
  return {
    kernel: wide,
    extra: outputPadding[axis] - fromExtra,
    low: low + Math.floor(cut / 2),
    high: high + Math.ceil(cut / 2),
  };
}
