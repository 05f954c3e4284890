import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomOf } from '@/lib/training/random';
import type { Tensor, TensorFlow } from '@/lib/training/tensorflow';
import { hushPlainBackend, tensorFlowOnWasm } from '@/tests/support/tensorflow';

let tf: TensorFlow;
beforeAll(async () => {
  tf = await tensorFlowOnWasm();
  await hushPlainBackend(tf);
});

const TOLERANCE = 1e-4;

/** What `compute` gives on each backend, the plain JavaScript one being the judge. */
async function onBoth(compute: () => Tensor): Promise<{ ours: number[]; judge: number[] }> {
  const run = async (backend: string) => {
    await tf.setBackend(backend);
    const before = tf.memory().numTensors;
    const result = tf.tidy(compute);
    const values = [...(await result.data())];
    result.dispose();
    expect(tf.memory().numTensors).toBe(before);
    return values;
  };
  const judge = await run('cpu');
  return { judge, ours: await run('wasm') };
}

function expectClose(ours: readonly number[], judge: readonly number[]): void {
  expect(ours).toHaveLength(judge.length);
  const scale = Math.max(1, ...judge.map(Math.abs));
  const worst = Math.max(...ours.map((value, index) => Math.abs(value - (judge[index] ?? 0))));
  expect(worst / scale).toBeLessThan(TOLERANCE);
}

function values(seed: number, shape: number[]): Tensor {
  const random = randomOf(seed);
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, () => random.normal()),
    shape,
  );
}

type Edge = [number, number];
type Explicit = [Edge, Edge, Edge, Edge];

interface Convolution {
  readonly samples: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly filters: number;
  readonly kernel: [number, number];
  readonly stride: [number, number];
  readonly pad: 'same' | 'valid' | Explicit;
}

const upTo = (max: number, min = 1) => fc.integer({ min, max });
const edge = upTo(3, 0);

const convolution: fc.Arbitrary<Convolution> = fc
  .record({
    samples: upTo(3),
    height: upTo(9),
    width: upTo(9),
    channels: upTo(4),
    filters: upTo(4),
    kernel: fc.tuple(upTo(3), upTo(3)),
    stride: fc.tuple(upTo(3), upTo(3)),
    pad: fc.oneof(
      fc.constantFrom<('same' | 'valid')[]>('same', 'valid'),
      fc.tuple(edge, edge, edge, edge).map(
        ([top, bottom, left, right]): Explicit => [
          [0, 0],
          [top, bottom],
          [left, right],
          [0, 0],
        ],
      ),
    ),
  })
  .filter(({ height, width, kernel, pad }) => {
    const [rows, columns] =
      typeof pad === 'string'
        ? [
            [0, 0],
            [0, 0],
          ]
        : [pad[1], pad[2]];
    const tall = height + (rows[0] ?? 0) + (rows[1] ?? 0);
    const wide = width + (columns[0] ?? 0) + (columns[1] ?? 0);
    return pad === 'same' || (tall >= kernel[0] && wide >= kernel[1]);
  });

describe('the gradient kernels of the wasm backend', () => {
  it('agree with the plain JavaScript backend for convolutions of any stride, padding and size', async () => {
    await fc.assert(
      fc.asyncProperty(convolution, async (c) => {
        const { ours, judge } = await onBoth(() => {
          const x = values(1, [c.samples, c.height, c.width, c.channels]);
          const w = values(2, [...c.kernel, c.channels, c.filters]);
          const forward = (map: Tensor, kernel: Tensor) =>
            tf.conv2d(map as never, kernel as never, c.stride, c.pad as never) as Tensor;
          const weights = values(3, forward(x, w).shape);
          const gradients = tf.grads((map, kernel) =>
            tf.sum(tf.mul(forward(map, kernel), weights)),
          );
          return tf.concat(gradients([x, w]).map((each) => tf.reshape(each, [-1])));
        });
        expectClose(ours, judge);
      }),
      { numRuns: 150 },
    );
  });

  it('agree with it for depthwise convolutions with any multiplier', async () => {
    await fc.assert(
      fc.asyncProperty(convolution, async (c) => {
        const { ours, judge } = await onBoth(() => {
          const x = values(1, [c.samples, c.height, c.width, c.channels]);
          const w = values(2, [...c.kernel, c.channels, Math.min(c.filters, 3)]);
          const forward = (map: Tensor, kernel: Tensor) =>
            tf.depthwiseConv2d(map as never, kernel as never, c.stride, c.pad as never) as Tensor;
          const weights = values(3, forward(x, w).shape);
          const gradients = tf.grads((map, kernel) =>
            tf.sum(tf.mul(forward(map, kernel), weights)),
          );
          return tf.concat(gradients([x, w]).map((each) => tf.reshape(each, [-1])));
        });
        expectClose(ours, judge);
      }),
      { numRuns: 150 },
    );
  });

  it('agree with it for transposed convolutions', async () => {
    await fc.assert(
      fc.asyncProperty(convolution, async (c) => {
        const { ours, judge } = await onBoth(() => {
          const x = values(1, [c.samples, c.height, c.width, c.channels]);
          const w = values(2, [...c.kernel, c.filters, c.channels]);
          const size: [number, number, number, number] = [
            c.samples,
            (c.height - 1) * c.stride[0] + c.kernel[0],
            (c.width - 1) * c.stride[1] + c.kernel[1],
            c.filters,
          ];
          const forward = (map: Tensor, kernel: Tensor) =>
            tf.conv2dTranspose(map as never, kernel as never, size, c.stride, 'valid') as Tensor;
          const weights = values(3, size);
          const gradients = tf.grads((map, kernel) =>
            tf.sum(tf.mul(forward(map, kernel), weights)),
          );
          return tf.concat(
            [forward(x, w), ...gradients([x, w])].map((each) => tf.reshape(each, [-1])),
          );
        });
        expectClose(ours, judge);
      }),
      { numRuns: 60 },
    );
  });

  it('agree with it for matrix products transposed on either side, in stacks and with stretched stacks', async () => {
    const size = fc.integer({ min: 1, max: 7 });
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          rows: size,
          depth: size,
          columns: size,
          turnA: fc.boolean(),
          turnB: fc.boolean(),
        }),
        fc.constantFrom([], [3], [1]),
        async ({ rows, depth, columns, turnA, turnB }, stack) => {
          const { ours, judge } = await onBoth(() => {
            const a = values(1, [...stack, ...(turnA ? [depth, rows] : [rows, depth])]);
            const several = stack.length > 0 ? [3] : [];
            const b = values(2, [...several, ...(turnB ? [columns, depth] : [depth, columns])]);
            return tf.matMul(a, b, turnA, turnB);
          });
          expectClose(ours, judge);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('agree with it for max pools of any window, also where all values are negative', async () => {
    await fc.assert(
      fc.asyncProperty(convolution, fc.constantFrom(-10, 0), async (c, shift) => {
        const pad = Array.isArray(c.pad) ? 'same' : c.pad;
        const { ours, judge } = await onBoth(() => {
          const x = tf.add(values(1, [c.samples, c.height, c.width, c.channels]), shift);
          const forward = (map: Tensor) =>
            tf.maxPool(map as never, c.kernel, c.stride, pad) as Tensor;
          const weights = values(3, forward(x).shape);
          return tf.grad((map) => tf.sum(tf.mul(forward(map), weights)))(x);
        });
        expectClose(ours, judge);
      }),
      { numRuns: 150 },
    );
  });

  it('agree with it for sums and means over any axes, of few values and of many', async () => {
    const cases = [
      { shape: [5, 4, 3], axes: [0] },
      { shape: [5, 4, 3], axes: [0, 1] },
      { shape: [5, 4, 3], axes: [1] },
      { shape: [5, 4, 3], axes: [0, 2] },
      { shape: [1, 7], axes: [0] },
      { shape: [6, 6], axes: [0, 1] },
      { shape: [8, 33, 31, 5], axes: [0, 1, 2] },
    ];
    for (const { shape, axes } of cases) {
      for (const keepDims of [false, true]) {
        const { ours, judge } = await onBoth(() => {
          const x = values(1, shape);
          const reduced = [tf.sum(x, axes, keepDims), tf.mean(x, axes, keepDims)];
          return tf.concat(reduced.map((each) => tf.reshape(each, [-1])));
        });
        expectClose(ours, judge);
      }
    }
  });

  it('give the gradients that finite differences give', () => {
    const x = values(4, [2, 5, 6, 2]);
    const w = values(5, [3, 2, 2, 3]);
    const loss = (map: Tensor, kernel: Tensor) =>
      tf.sum(tf.square(tf.conv2d(map as never, kernel as never, [2, 1], 'same')));
    const [, byKernel] = tf.grads(loss)([x, w]);
    const at = w.dataSync();
    const step = 1e-2;
    const differences = Array.from(at, (_value, index) => {
      const moved = (by: number) => {
        const shifted = Float32Array.from(at);
        shifted[index] = (shifted[index] ?? 0) + by;
        return tf.tidy(() => loss(x, tf.tensor(shifted, w.shape)).dataSync()[0] ?? 0);
      };
      return (moved(step) - moved(-step)) / (2 * step);
    });
    const ours = [...(byKernel?.dataSync() ?? [])];
    const scale = Math.max(...differences.map(Math.abs));
    expect(ours).toHaveLength(differences.length);
    for (const [index, value] of ours.entries())
      expect(Math.abs(value - (differences[index] ?? 0)) / scale).toBeLessThan(1e-3);
  });
});
