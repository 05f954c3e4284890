import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { type Coverage, coverageFigures, coverageOf } from '@/lib/analysis/coverage';
import { explainLayer, type LayerFigure } from '@/lib/analysis/explain/explainLayer';
import { type OkReport, okReport } from '@/lib/analysis/report';
import { evaluate } from '@/lib/formula';
import { must } from '@/lib/invariant';
import { inferLayer, type KindName } from '@/lib/layers/catalogue';
import type { Facts } from '@/lib/layers/kind';
import { GraphBuilder, type ParamsInput } from '@/lib/templates/builder';
import type { TensorType } from '@/lib/tensor/tensorType';
import { axisAfter, inputAxis, type Stage } from '@/tests/support/bruteForceField';
import { smallCases } from '@/tests/support/smallCases';

function covered<K extends KindName>(size: number, kind: K, params: ParamsInput<K>): Coverage {
  const net = new GraphBuilder();
  const image = net.add('input', 'image', { channels: 1, height: size, width: size });
  const layer = net.add(kind, 'layer', params, image);
  const report = must(okReport(analyse(net.build()), layer.id), 'report');
  return must(coverageOf(report), 'coverage');
}

describe('[A20] S9: a 3×3 convolution that pads by one', () => {
  it.each([
    [3, 1 / 9, 11],
    [5, 9 / 25, 36],
    [7, 25 / 49, 51],
    [9, 49 / 81, 60],
    [112, (110 / 112) ** 2, 96],
  ])('on %d×%d reads a share of its pixels nine times', (size, share, percent) => {
    const figures = coverageFigures(covered(size, 'conv2d', {}));
    expect(figures.most).toBe(9);
    expect(figures.atMost).toBeCloseTo(share, 12);
    expect(Math.round(100 * figures.atMost)).toBe(percent);
  });
});

describe('[A20] strides', () => {
  it('3×3 at stride 2 reads pixels once, twice or four times', () => {
    const { rows, columns } = covered(9, 'conv2d', { stride: [2, 2], padding: 'valid' });
    expect([rows, columns]).toEqual([
      [1, 1, 2, 1, 2, 1, 2, 1, 1],
      [1, 1, 2, 1, 2, 1, 2, 1, 1],
    ]);
    const times = new Set(rows.flatMap((row) => columns.map((column) => row * column)));
    expect([...times].toSorted((a, b) => a - b)).toEqual([1, 2, 4]);
  });

  it('4×4 at stride 2 reads every pixel away from the edges four times', () => {
    const { rows } = covered(10, 'conv2d', { kernel: [4, 4], stride: [2, 2], padding: 'valid' });
    expect(rows).toEqual([1, 1, 2, 2, 2, 2, 2, 2, 1, 1]);
  });

  it('1×1 at stride 2, the shortcut of ResNet, never looks at three pixels in four', () => {
    const coverage = covered(56, 'conv2d', { kernel: [1, 1], stride: [2, 2], padding: 'valid' });
    expect(coverageFigures(coverage)).toEqual({
      least: 0,
      most: 1,
      mean: 0.25,
      never: 0.75,
      atMost: 0.25,
    });
  });

  it('a 2×2 pool on 7×7 leaves the last row and column', () => {
    const coverage = covered(7, 'maxPool2d', {});
    expect(coverage.rows).toEqual([1, 1, 1, 1, 1, 1, 0]);
    expect(coverageFigures(coverage).never).toBeCloseTo(13 / 49, 12);
  });
});

describe('[A20] transposed convolutions', () => {
  it('paint a checkerboard with 3×3 at stride 2', () => {
    const { type, rows } = covered(4, 'convTranspose2d', { kernel: [3, 3], padding: 'valid' });
    expect([type, rows]).toEqual(['painted', [1, 1, 2, 1, 2, 1, 2, 1, 1]]);
  });

  it('and none with 4×4', () => {
    const { rows } = covered(4, 'convTranspose2d', { kernel: [4, 4], padding: 'valid' });
    expect(rows).toEqual([1, 1, 2, 2, 2, 2, 2, 2, 1, 1]);
  });
});

/** Counts the slow way, through every tap of every position, with the plain numbers of the stage. */
function slowly(stage: Stage & { readonly type: 'window' }, size: number): readonly number[] {
  const places = axisAfter(inputAxis(size), stage).length;
  const times = new Array<number>(size).fill(0);
  for (let place = 0; place < places; place++)
    for (let tap = 0; tap < stage.kernel; tap++) {
      const at = place * stage.stride + tap * stage.dilation - stage.low;
      if (at >= 0 && at < size) times[at] = (times[at] ?? 0) + 1;
    }
  return times;
}

function reportOf(facts: Facts, inputs: readonly TensorType[]): OkReport {
  return { facts, inputs } as OkReport;
}

describe.each(['conv2d', 'depthwiseConv2d', 'maxPool2d', 'avgPool2d'] as const)('%s', (kind) => {
  it('[A20] is counted as it slides, whatever its padding, dilation and rounding', () => {
    fc.assert(
      fc.property(smallCases(kind), ({ layer, inputs }) => {
        const inferred = inferLayer(layer, inputs);
        if (!inferred.ok || inferred.facts.reach.type !== 'window') throw new Error('no window');
        const { reach } = inferred.facts;
        const [, height = 0, width = 0] = inputs[0]?.shape ?? [];
        const expected = ([reach.height, reach.width] as const).map((window, axis) =>
          slowly(
            {
              type: 'window',
              kernel: window.kernel,
              stride: window.stride,
              dilation: window.dilation,
              low: window.padLow,
              high: window.padHigh,
              hangs: reach.rounding === 'ceil',
            },
            axis === 0 ? height : width,
          ),
        );
        const { rows, columns } = must(coverageOf(reportOf(inferred.facts, inputs)), 'coverage');
        expect([rows, columns]).toEqual(expected);
      }),
    );
  });
});

describe('convTranspose2d', () => {
  it('[A20] is counted as it spreads', () => {
    fc.assert(
      fc.property(smallCases('convTranspose2d'), ({ layer, inputs }) => {
        const inferred = inferLayer(layer, inputs);
        if (!inferred.ok || layer.kind !== 'convTranspose2d') throw new Error('does not work');
        const [, size = 0] = inputs[0]?.shape ?? [];
        const [, length = 0] = inferred.facts.outputs[0]?.shape ?? [];
        const { kernel, stride, dilation, padding } = layer.params;
        fc.pre(padding !== 'same');
        const low = padding === 'valid' ? 0 : padding.top;
        const times = new Array<number>(length).fill(0);
        for (let source = 0; source < size; source++)
          for (let tap = 0; tap < kernel[0]; tap++) {
            const at = source * stride[0] + tap * dilation[0] - low;
            if (at >= 0 && at < length) times[at] = (times[at] ?? 0) + 1;
          }
        expect(coverageOf(reportOf(inferred.facts, inputs))?.rows).toEqual(times);
      }),
    );
  });
});

it('[A14] [A20] explains its figures', () => {
  const net = new GraphBuilder();
  const image = net.add('input', 'image', { channels: 3, height: 30, width: 23 });
  const conv = net.add(
    'conv2d',
    'conv',
    { kernel: [3, 2], stride: [2, 3], padding: 'valid' },
    image,
  );
  const graph = net.build();
  const analysis = analyse(graph);
  const node = must(graph.nodes.get(conv.id), 'node');
  const worth = (figure: LayerFigure) =>
    evaluate(must(explainLayer(analysis, node, figure)?.steps[0], 'step').formula);
  const coverage = must(coverageOf(must(okReport(analysis, conv.id), 'report')), 'coverage');
  const { mean, never, atMost } = coverageFigures(coverage);
  expect([worth('timesMean'), worth('timesNever'), worth('timesMost')]).toEqual([
    expect.closeTo(mean, 12),
    expect.closeTo(never, 12),
    expect.closeTo(atMost, 12),
  ]);
});
