import { z } from 'zod';
import { constant, named, over, times } from '@/lib/formula';
import { must } from '@/lib/invariant';
import {
  describeType,
  elementCount,
  type Layout,
  sameType,
  type TensorType,
} from '@/lib/tensor/tensorType';
import { listDigest } from '../digest';
import { failed, inferred } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { integers } from '../params';
import { badParameter } from '../problems';
import { stated } from '../working';

/** The same values under another shape, in channels-first order. One size may be -1: whatever is left. */
export const reshape = defineKind({
  kind: 'reshape',
  title: 'Reshape',
  short: 'Reshape',
  group: 'Shape',
  summary: 'Reads the same values under another shape.',
  arity: SINGLE,
  params: z.strictObject({
    shape: integers(
      'Shape',
      [-1],
      'Channels, height, width; or one number for a vector. -1 takes what is left.',
    ),
  }),
  infer({ shape }, inputs) {
    const source = must(inputs[0], 'input');
    const sizes = resolve(shape, elementCount(source));
    if (!sizes) {
      return failed(
        badParameter(
          'shape',
          `The shape ${shape.join('×')} does not hold the ${elementCount(source)} values of the input (${describeType(source)}).`,
        ),
      );
    }
    const output: TensorType = { shape: sizes, layout: layoutOf(sizes) };
    return inferred(output, {
      reach: sameType(output, source) ? { type: 'pointwise' } : { type: 'global' },
      viewing: 'always',
    });
  },
  working: ({ shape }, { outputs }, [source]) => {
    const type = must(source, 'input');
    const sizes = must(outputs[0], 'output').shape;
    const values = named('values of the input', elementCount(type));
    const known = shape.flatMap((size) => (size === -1 ? [] : [constant(size)]));
    const left = known.length === 0 ? values : over(values, times(...known));
    return {
      outputs: [
        shape.map((size, axis) =>
          size === -1
            ? { formula: left, words: 'What the other axes leave.' }
            : stated(`axis ${axis + 1} of the shape`, sizes[axis] ?? 0),
        ),
      ],
    };
  },
  digest: ({ shape }) => listDigest(shape, '×'),
  emit: {
    keras: (_params, facts) => [
      { name: 'reshape', args: { targetShape: channelsLast(facts.outputs[0]) } },
    ],
    torch: ({ shape }, _facts, [source]) => [
      ...(source?.layout === 'flat' ? [] : [{ name: 'nn.Flatten', args: {} }]),
      { name: 'nn.Unflatten', args: { dim: 1, unflattened_size: shape } },
    ],
  },
});

function layoutOf(shape: readonly number[]): Layout {
  if (shape.length === 1) return 'flat';
  return shape.length === 3 ? 'chw' : 'other';
}

/** The shape with its -1 filled in; undefined when it does not hold exactly `total` values. */
function resolve(shape: readonly number[], total: number): readonly number[] | undefined {
  if (shape.includes(0) || shape.filter((size) => size === -1).length > 1) return undefined;
  const known = shape.reduce((product, size) => (size === -1 ? product : product * size), 1);
  const sizes = shape.map((size) => (size === -1 ? total / known : size));
  const product = sizes.reduce((all, size) => all * size, 1);
  return sizes.every(Number.isInteger) && product === total ? sizes : undefined;
}

function channelsLast(type: TensorType | undefined): readonly number[] {
  const { shape, layout } = must(type, 'shape');
  const [channels, height, width] = shape;
  return layout === 'chw'
    ? [must(height, 'height'), must(width, 'width'), must(channels, 'channels')]
    : shape;
}
