import { z } from 'zod';
import { must } from '@/lib/invariant';
import { featureMap } from '@/lib/tensor/tensorType';
import { convolutionWorking } from '../convolutionWorking';
import { buffer, failed, INPUT, inferred } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { count, evenEdges, type Padding, type Pair, padding, pair } from '../params';
import { badParameter } from '../problems';
import {
  isProblem,
  isUnpadded,
  resolvedEdges,
  slide,
  torchPair,
  type WindowParams,
  windowDigest,
  windowReach,
} from '../windowed';
import { asInput } from '../working';

const LARGEST_FILTER = 31;

/**
 * Blurs each channel with a fixed binomial filter (1-2-1 for a size of 3) before it takes every n-th
 * position, so that nothing flickers when the image moves by a pixel (Zhang 2019). Mirrors the map at
 * its edges. Nothing is learned; it runs as a convolution, and its MACs count as one's.
 */
export const blurPool2d = defineKind({
  kind: 'blurPool2d',
  title: 'Blur pool 2D',
  short: 'Blur',
  group: 'Pooling',
  summary: 'Blurs each channel with a fixed filter and makes the map smaller.',
  arity: SINGLE,
  params: z.strictObject({
    size: count('Size', 3, 'Rows and columns of the binomial filter.'),
    stride: pair('Stride', [2, 2]),
    padding: padding(evenEdges(1), 'Mirrors the map at its edges.'),
  }),
  infer(params, [source]) {
    const { size } = params;
    if (size > LARGEST_FILTER) {
      return failed(
        badParameter('size', `A blur of ${size} is too wide: ${LARGEST_FILTER} is the most.`),
      );
    }
    const on = slide('Blur pool 2D', windowOf(params), source);
    if (isProblem(on)) return failed(on);
    const [, height = 0, width = 0] = must(source, 'input').shape;
    const { top, bottom, left, right } = resolvedEdges(windowOf(params), source ? [source] : []);
    if (Math.max(top, bottom) >= height || Math.max(left, right) >= width) {
      return failed(
        badParameter('padding', `A map of ${height}×${width} has not enough rows to mirror.`),
      );
    }
    const macs = on.channels * on.rows * on.columns * size ** 2;
    const padded = on.channels * (height + top + bottom) * (width + left + right);
    return inferred(featureMap(on.channels, on.rows, on.columns), {
      reach: windowReach(on),
      weights: [buffer('kernel', [on.channels, 1, size, size])],
      macs,
      operations: 2 * macs,
      saved: isUnpadded({ top, bottom, left, right })
        ? [INPUT]
        : [
            INPUT,
            { of: 'own', what: 'statistics', elements: padded, perSample: true, dtype: 'float32' },
          ],
    });
  },
  working(_params, facts, [source]) {
    const type = must(source, 'input');
    return convolutionWorking(facts, type, {
      channels: asInput(type, 0),
      fanIn: undefined,
      bias: false,
    });
  },
  digest: (params) => windowDigest(windowOf(params)),
  emit: {
    keras: (params, _facts, inputs) => [
      {
        name: 'blurPooling2d',
        args: {
          size: params.size,
          strides: params.stride,
          padding: resolvedEdges(windowOf(params), inputs),
        },
      },
    ],
    torch: (params, _facts, inputs) => {
      const { top, bottom, left, right } = resolvedEdges(windowOf(params), inputs);
      return [
        {
          name: 'BlurPool2d',
          args: {
            channels: inputs[0]?.shape[0],
            filt_size: params.size,
            stride: torchPair(params.stride),
            padding: [left, right, top, bottom],
          },
        },
      ];
    },
  },
});

interface Blur {
  readonly size: number;
  readonly stride: Pair;
  readonly padding: Padding;
}

function windowOf({ size, stride, padding: edges }: Blur): WindowParams {
  return { kernel: [size, size], stride, padding: edges };
}
