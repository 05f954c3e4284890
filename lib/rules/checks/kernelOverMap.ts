import { formatShare } from '@/lib/format';
import { spatialSize } from '@/lib/tensor/tensorType';
import { effectiveKernel, type Window } from '@/lib/tensor/window';
import type { PlacedLayer } from '../context';
import { resizeKernel } from '../fixes/resizeKernel';
import { defineRule, type Fix, type Found } from '../rule';
import { type Convolution, convolutionOf, type MapSize, mapOf, valuesIn } from '../traits';
import { quoted } from '../wording';

/** A window that is larger than the map it slides over. */
export const kernelOverMap = defineRule({
  id: 'kernel-over-map',
  title: 'Kernel larger than its map',
  level: 'warning',
  sentence:
    'A kernel is not larger than the map it reads. Where every weight still meets the map at some position it is advice.',
  mend: 'Shrinks the kernel to the largest odd one that fits the map.',
  source: {
    says: 'A processing layer should receive a feature space that is large enough for its window.',
    reference: 'Nikanjam et al., NeuraLint, 2021',
    link: 'https://arxiv.org/abs/2105.08095',
  },
  thresholds: {},
  check({ layers }) {
    return layers.flatMap((layer) => foundAt(layer) ?? []);
  },
});

function foundAt(layer: PlacedLayer): Found | undefined {
  const convolution = convolutionOf(layer);
  const map = mapOf(layer.report.inputs[0]);
  const positions = layer.report.facts.outputs[0] && spatialSize(layer.report.facts.outputs[0]);
  if (!convolution || !map || !positions) return undefined;
  const { height, width } = convolution;
  if (effectiveKernel(height) <= map.height && effectiveKernel(width) <= map.width)
    return undefined;
  const live =
    liveTaps(height, map.height, positions.height) * liveTaps(width, map.width, positions.width);
  const taps = height.kernel * width.kernel;
  const idle = taps - live;
  const params = Math.round((valuesIn(layer, 'kernel') * idle) / taps);
  const effect =
    idle > 0
      ? `${idle} of its ${taps} weights a channel (${formatShare(idle / taps)}) only ever multiply padding`
      : 'it hangs over the edge at every position';
  return {
    node: layer.node.id,
    nodes: [layer.node.id],
    level: idle > 0 ? 'warning' : 'advice',
    message: `The window of ${quoted(layer)} covers ${effectiveKernel(height)}×${effectiveKernel(width)}, its map is ${map.height}×${map.width}: ${effect}.`,
    ...(params > 0 && { saving: { params, note: 'Weights that never see the map.' } }),
    fix: fixOf(layer, convolution, map),
  };
}

/** Taps along one axis that lie on the map for at least one position of the window. */
function liveTaps(window: Window, size: number, positions: number): number {
  const { kernel, stride, dilation, padLow } = window;
  let live = 0;
  for (let tap = 0; tap < kernel; tap++) {
    const offset = tap * dilation - padLow;
    const first = Math.max(0, Math.ceil(-offset / stride));
    if (first < positions && first * stride + offset < size) live++;
  }
  return live;
}

function fixOf(layer: PlacedLayer, convolution: Convolution, map: MapSize): Fix | undefined {
  const { node } = layer;
  if (node.kind !== 'conv2d' && node.kind !== 'depthwiseConv2d') return undefined;
  const { height, width } = convolution;
  const kernel: [number, number] = [fitting(height, map.height), fitting(width, map.width)];
  const skips = [
    map.height > 1 && kernel[0] < height.stride,
    map.width > 1 && kernel[1] < width.stride,
  ];
  if (skips.includes(true)) return undefined;
  const params = resizeKernel(convolution, node.params.padding, kernel);
  return (
    params && {
      label: `Make the kernel of ${quoted(layer)} ${kernel.join('×')}`,
      operations: [{ type: 'setParams', id: node.id, params }],
    }
  );
}

/** The kernel, or the largest odd one that fits the map. */
function fitting(window: Window, size: number): number {
  if (effectiveKernel(window) <= size) return window.kernel;
  const largest = Math.floor((size - 1) / window.dilation) + 1;
  return largest - (1 - (largest % 2));
}
