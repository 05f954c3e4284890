import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { okReport } from '@/lib/analysis/report';
import { floats, type ModelSketch, op, scalar, weight, wholes } from '@/tests/support/onnxModel';
import { readSketch, sketchedLayers } from '@/tests/support/sketchedLayers';

const FOREIGN = { domain: 'com.acme' };

function opaqueParams(sketch: ModelSketch) {
  const found = [...readSketch(sketch).graph.nodes.values()].find(({ kind }) => kind === 'opaque');
  return found?.params;
}

describe('an operator that is not understood', () => {
  it('keeps its name, the reason, its attributes, its weights and its declared shape', () => {
    const sketch: ModelSketch = {
      nodes: [
        op(
          'Wobble',
          'x w k -> a',
          {
            depth: 3,
            rate: 0.5,
            mode: 'fast',
            sizes: [1, 2],
            factors: { floats: [0.5, Number.POSITIVE_INFINITY] },
            table: { tensor: wholes('', [7, 8]) },
          },
          FOREIGN,
        ),
        op('Relu', 'a -> y'),
      ],
      weights: [weight('w', 16, 3), scalar('k', 4)],
      declared: { a: ['batch', 16, 8, 8] },
    };
    expect(opaqueParams(sketch)).toEqual({
      operator: 'Wobble',
      reason: 'It belongs to the operator set “com.acme”.',
      shapes: [[16, 8, 8]],
      weights: [{ name: 'w', shape: [16, 3] }],
      attributes: {
        depth: 3,
        rate: 0.5,
        mode: 'fast',
        sizes: [1, 2],
        factors: [0.5, 'Infinity'],
        table: [7, 8],
        'input 3': [4],
      },
    });
    expect(sketchedLayers(sketch)).toEqual([
      'opaque[Wobble](x) 8×8×16, 48 params',
      'activation[relu](wobble_a) 8×8×16',
    ]);
  });

  it('leaves what hangs off it unknown where no shape is known, and the rest as it is', () => {
    const sketch: ModelSketch = {
      nodes: [
        op('Conv', 'x w -> a'),
        op('Wobble', 'a -> b', {}, FOREIGN),
        op('Conv', 'b v -> c'),
        op('Relu', 'a -> d'),
      ],
      outputs: ['c', 'd'],
      weights: [weight('w', 8, 3, 3, 3), weight('v', 8, 8, 3, 3)],
    };
    expect(sketchedLayers(sketch)).toEqual([
      'conv2d[8 · 3×3](x) 30×30×8, 216 params',
      'opaque[Wobble](conv_a) ?',
      'conv2d[8 · 3×3](wobble_b) ?',
      'activation[relu](conv_a) 30×30×8',
    ]);
  });

  it('goes on from a shape that is declared further down', () => {
    const sketch: ModelSketch = {
      nodes: [
        op('Wobble', 'x -> a', {}, FOREIGN),
        op('GlobalAveragePool', 'a -> b'),
        op('Flatten', 'b -> c'),
        op('Gemm', 'c w -> y', { transB: 1 }),
      ],
      weights: [weight('w', 10, 8)],
      declared: { b: [1, 8, 1, 1] },
    };
    const { graph, opaque } = readSketch(sketch);
    expect(opaque).toHaveLength(1);
    expect([...graph.nodes.values()].map(({ kind }) => kind)).toEqual([
      'input',
      'opaque',
      'globalAvgPool2d',
      'flatten',
      'dense',
      'output',
    ]);
  });

  it.each<[string, ModelSketch, readonly (readonly number[] | null)[]]>([
    ['a function of each value', { nodes: [op('Softsign', 'x -> y')] }, [[3, 32, 32]]],
    [
      'arithmetic with a constant',
      { nodes: [op('Mul', 'x c -> y')], weights: [weight('c', 32)] },
      [[3, 32, 32]],
    ],
    [
      'a constant that makes it larger',
      {
        inputs: { x: [1, 3, 1, 1] },
        nodes: [op('Add', 'x c -> y')],
        weights: [weight('c', 3, 8, 8)],
      },
      [[3, 8, 8]],
    ],
    [
      'pixels from channels that do not come out even',
      { inputs: { x: [1, 8, 4, 4] }, nodes: [op('DepthToSpace', 'x -> y', { blocksize: 3 })] },
      [null],
    ],
    ['a mean over the width', { nodes: [op('ReduceMean', 'x -> y', { axes: [3] })] }, [[3, 32, 1]]],
    [
      'one picked row',
      { nodes: [op('Gather', 'x i -> y', { axis: 2 })], weights: [wholes('i', [4], [])] },
      [[3, 32]],
    ],
    [
      'something that moves the batch',
      { nodes: [op('Transpose', 'x -> y', { perm: [1, 0, 2, 3] })] },
      [null],
    ],
    [
      'several outputs',
      {
        nodes: [op('TopK', 'x k -> y z')],
        weights: [wholes('k', [5])],
        outputs: ['y', 'z'],
        declared: { y: [1, 5] },
      },
      [[5], null],
    ],
    [
      'a function of each value of a map with channels last, whose axes would be taken for others',
      { nodes: [op('Transpose', 'x -> t', { perm: [0, 2, 3, 1] }), op('Softsign', 't -> y')] },
      [null],
    ],
  ])('has a shape where it follows: %s', (_what, sketch, shapes) => {
    expect(opaqueParams(sketch)).toMatchObject({ shapes });
  });

  it('counts stored vectors as weights, and numbers that only steer it as attributes', () => {
    expect(
      opaqueParams({ nodes: [op('PRelu', 'x s -> y')], weights: [weight('s', 32)] }),
    ).toMatchObject({
      weights: [{ name: 's', shape: [32] }],
    });
    expect(
      opaqueParams({
        nodes: [op('Resize', 'x roi scales -> y', { mode: 'cubic' })],
        weights: [floats('roi', []), floats('scales', [1, 1, 2, 2])],
      }),
    ).toMatchObject({ weights: [], attributes: { mode: 'cubic', 'input 3': [1, 1, 2, 2] } });
  });

  it('keeps what the receptive field is unknown', () => {
    const { graph } = readSketch({ nodes: [op('Softsign', 'x -> y')] });
    expect(okReport(analyse(graph), 'softsign_y')?.field).toEqual({ type: 'unknown' });
  });

  it('keeps bodies of loops and branches out, even when all that they read is constant', () => {
    const nodes = [op('If', 'c -> a'), op('Add', 'x a -> y')];
    const { opaque } = readSketch({ nodes, weights: [wholes('c', [1], [])] });
    expect(opaque.map(({ operator }) => operator)).toEqual(['If']);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', ''])(
    'may be called anything: “%s”',
    (name) => {
      const nodes = [op(name, 'x -> y', { [name]: name, mode: name })];
      expect(readSketch({ nodes }).opaque).toMatchObject([
        { reason: 'Layerboard has no layer for this operator.' },
      ]);
      expect(readSketch({ nodes: [op('Resize', 'x -> y', { mode: name })] }).opaque).toHaveLength(
        1,
      );
    },
  );

  it('keeps long texts short', () => {
    const long = 'x'.repeat(5000);
    const sketch = {
      nodes: [op(long, 'x -> y', { [long]: long, list: new Array(5000).fill(7) }, { name: long })],
    };
    const read = readSketch(sketch);
    expect(JSON.stringify([...read.graph.nodes.values()]).length).toBeLessThan(3000);
  });
});
