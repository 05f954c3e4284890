import { describe, expect, it } from 'vitest';
import { readOnnx } from '@/lib/interchange/onnx/readOnnx';
import { floats, onnxModel, op, weight } from '@/tests/support/onnxModel';
import { readSketch, sketchedLayers } from '@/tests/support/sketchedLayers';

describe('Conv', () => {
  it.each([
    ['no attributes', {}, 'conv2d[8 · 3×3](x) 30×30×8, 216 params'],
    ['pads', { pads: [1, 1, 1, 1] }, 'conv2d[8 · 3×3 p1](x) 32×32×8, 216 params'],
    [
      'pads of different size at each edge',
      { pads: [0, 1, 2, 3] },
      'conv2d[8 · 3×3 p0,2,1,3](x) 32×34×8, 216 params',
    ],
    ['strides', { strides: [2, 1] }, 'conv2d[8 · 3×3 /2×1](x) 15×30×8, 216 params'],
    ['dilations', { dilations: [2, 3] }, 'conv2d[8 · 3×3 d2×3](x) 28×26×8, 216 params'],
    [
      'an odd pixel of padding behind the map',
      { auto_pad: 'SAME_UPPER', strides: [2, 2] },
      'conv2d[8 · 3×3 /2 same](x) 16×16×8, 216 params',
    ],
    [
      'an odd pixel of padding in front of it',
      { auto_pad: 'SAME_LOWER', strides: [2, 2] },
      'conv2d[8 · 3×3 /2 p1,0,1,0](x) 16×16×8, 216 params',
    ],
    ['no padding by name', { auto_pad: 'VALID' }, 'conv2d[8 · 3×3](x) 30×30×8, 216 params'],
  ])('with %s', (_what, attributes, line) => {
    const nodes = [op('Conv', 'x w -> y', attributes)];
    expect(sketchedLayers({ nodes, weights: [weight('w', 8, 3, 3, 3)] })).toEqual([line]);
  });

  it('with a bias', () => {
    const nodes = [op('Conv', 'x w b -> y')];
    const weights = [weight('w', 8, 3, 3, 3), weight('b', 8)];
    expect(sketchedLayers({ nodes, weights })).toEqual(['conv2d[8 · 3×3](x) 30×30×8, 224 params']);
  });

  it('in groups, and with a group for each channel', () => {
    const inputs = { x: [1, 4, 8, 8] };
    const grouped = [op('Conv', 'x w -> y', { group: 2 })];
    expect(sketchedLayers({ inputs, nodes: grouped, weights: [weight('w', 6, 2, 3, 3)] })).toEqual([
      'conv2d[6 · 3×3 g2](x) 6×6×6, 108 params',
    ]);
    const depthwise = [op('Conv', 'x w -> y', { group: 4 })];
    expect(
      sketchedLayers({ inputs, nodes: depthwise, weights: [weight('w', 8, 1, 3, 3)] }),
    ).toEqual(['depthwiseConv2d[3×3 m2](x) 6×6×8, 72 params']);
  });

  it('with its weights as a Constant, as an initializer, or as both an initializer and an input', () => {
    const line = 'conv2d[8 · 3×3](x) 30×30×8, 216 params';
    const w = weight('w', 8, 3, 3, 3);
    const conv = op('Conv', 'x w -> y');
    expect(
      sketchedLayers({ nodes: [op('Constant', '-> w', { value: { tensor: w } }), conv] }),
    ).toEqual([line]);
    expect(sketchedLayers({ nodes: [conv], weights: [w] })).toEqual([line]);
    const inputs = { x: [1, 3, 32, 32], w: [8, 3, 3, 3] };
    expect(sketchedLayers({ inputs, nodes: [conv], weights: [w] })).toEqual([line]);
  });

  it('with weights that are computed from stored ones', () => {
    const nodes = [
      op('ReduceMean', 'v -> m', { axes: [1, 2, 3] }),
      op('Sub', 'v m -> d'),
      op('Mul', 'd g -> w'),
      op('Conv', 'x w -> y'),
    ];
    const weights = [weight('v', 8, 3, 3, 3), weight('g', 8, 1, 1, 1)];
    expect(sketchedLayers({ nodes, weights })).toEqual([
      'stdConv2d[8 · 3×3](x) 30×30×8, 224 params',
    ]);
    expect(readSketch({ nodes, weights }).notes).toEqual([]);
  });

  it('with weights that are computed in a way that is not known: of their size, with a note', () => {
    const nodes = [op('Mul', 'v g -> w'), op('Conv', 'x w -> y')];
    const weights = [weight('v', 8, 3, 3, 3), weight('g', 8, 1, 1, 1)];
    expect(sketchedLayers({ nodes, weights })).toEqual(['conv2d[8 · 3×3](x) 30×30×8, 216 params']);
    expect(readSketch({ nodes, weights }).notes).toEqual([
      'The file works some kernels out from several stored tensors; only their size is shown, and parameters may be missing.',
    ]);
  });

  it('with weights that are stored as whole numbers with a scale', () => {
    const nodes = [op('DequantizeLinear', 'q s z -> w', { axis: 0 }), op('Conv', 'x w -> y')];
    const q = { ...weight('q', 8, 3, 3, 3), dataType: 3 };
    const z = { ...weight('z', 8), dataType: 3 };
    const sketch = { nodes, weights: [q, weight('s', 8), z] };
    expect(sketchedLayers(sketch)).toEqual(['conv2d[8 · 3×3](x) 30×30×8, 216 params']);
    expect(readSketch(sketch).notes).toEqual([]);
  });

  it('along one axis, on a map of one column', () => {
    const inputs = { x: [1, 4, 80] };
    const settings = { strides: [2], pads: [1, 2], dilations: [3] };
    const nodes = [op('Conv', 'x w -> y', settings)];
    const sketch = { inputs, nodes, weights: [weight('w', 6, 4, 3)] };
    // (80 + 1 + 2 − 7) / 2 + 1 positions.
    expect(sketchedLayers(sketch).slice(1)).toEqual([
      'reshape[4×80×1](x) 80×1×4',
      'conv2d[6 · 3×1 /2×1 d3×1 p1,2,0,0](conv_y) 39×1×6, 72 params',
      'reshape[6×39](conv_y_2) 6×39',
    ]);
    const depthwise = op('Conv', 'x w -> y', { group: 4 });
    expect(sketchedLayers({ inputs, nodes: [depthwise], weights: [weight('w', 8, 1, 3)] })[2]).toBe(
      'depthwiseConv2d[3×1 m2](conv_y) 78×1×8, 24 params',
    );
  });

  it.each([
    [
      'one axis of other channels',
      { inputs: { x: [1, 4, 80] }, weights: [weight('w', 6, 5, 3)] },
      'Its kernel is made for 5 channels, and its input has 4.',
    ],
    [
      'one axis of a map',
      { weights: [weight('w', 6, 3, 3)] },
      'It slides over one axis of something whose size is not known.',
    ],
    [
      'three axes',
      { inputs: { x: [1, 3, 8, 8, 8] }, weights: [weight('w', 6, 3, 3, 3, 3)] },
      'It slides over 3 axes; Layerboard’s layers slide over height and width.',
    ],
    [
      'another number of channels',
      { weights: [weight('w', 6, 4, 3, 3)] },
      'Its kernel is made for 4 channels, and its input has 3.',
    ],
    [
      'a kernel that is larger than the map',
      { weights: [weight('w', 6, 3, 40, 3)] },
      'The window covers 40×3, but the padded map is only 32×32: use a smaller kernel, more padding or fewer strides before this layer.',
    ],
    [
      'a kernel of a size that no layer has',
      { weights: [weight('w', 6, 3, 5000, 3)] },
      'Conv 2D does not take this: kernel.0: Too big: expected number to be <=1024.',
    ],
  ])('over %s is opaque, with its weights and the reason', (_what, sketch, reason) => {
    const read = readSketch({ ...sketch, nodes: [op('Conv', 'x w -> y')] });
    expect(read.opaque.filter(({ operator }) => operator === 'Conv')).toEqual([
      { node: 'conv_y', operator: 'Conv', reason },
    ]);
    const node = read.graph.nodes.get('conv_y');
    const dims = sketch.weights[0]?.dims?.map(Number);
    expect(node?.params).toMatchObject({ weights: [{ name: 'w', shape: dims }] });
  });

  it('costs nothing beside the bytes of its weights', () => {
    const rawData = new Uint8Array(64 * 1024 * 1024);
    const w = { ...weight('w', 4096, 4096), dataLocation: 0, rawData };
    const bytes = onnxModel({
      inputs: { x: [1, 4096] },
      nodes: [op('MatMul', 'x w -> y')],
      weights: [w],
    });
    const before = process.memoryUsage().arrayBuffers;
    expect(readOnnx(bytes).ok).toBe(true);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(rawData.byteLength / 8);
  });
});

describe('Conv and what is added to it', () => {
  it.each([
    ['one constant a filter', [8, 1, 1], 'conv2d[8 · 3×3](x) 30×30×8, 224 params'],
    ['with the batch', [1, 8, 1, 1], 'conv2d[8 · 3×3](x) 30×30×8, 224 params'],
  ])('is a convolution with bias: %s', (_what, dims, line) => {
    const nodes = [op('Conv', 'x w -> a'), op('Add', 'a b -> y')];
    const weights = [weight('w', 8, 3, 3, 3), weight('b', ...dims)];
    expect(sketchedLayers({ nodes, weights })).toEqual([line]);
  });

  it.each([
    ['a single learned number', [1]],
    ['a value for each column', [30]],
  ])('stays apart: %s', (_what, dims) => {
    const nodes = [op('Conv', 'x w -> a'), op('Add', 'a b -> y')];
    const weights = [weight('w', 8, 3, 3, 3), weight('b', ...dims)];
    expect(readSketch({ nodes, weights }).opaque).toEqual([
      {
        node: 'add_y',
        operator: 'Add',
        reason: 'It adds a constant that is not one learned value for each channel.',
      },
    ]);
  });

  it('is a layer of its own behind a convolution that has a bias', () => {
    const nodes = [op('Conv', 'x w c -> a'), op('Add', 'a b -> y')];
    const weights = [weight('w', 8, 3, 3, 3), weight('b', 8, 1, 1), weight('c', 8)];
    expect(sketchedLayers({ nodes, weights })).toEqual([
      'conv2d[8 · 3×3](x) 30×30×8, 224 params',
      'affine[shift](conv_a) 30×30×8, 8 params',
    ]);
  });

  it('stays apart when something else reads the convolution', () => {
    const nodes = [op('Conv', 'x w -> a'), op('Add', 'a b -> c'), op('Add', 'a c -> y')];
    const weights = [weight('w', 8, 3, 3, 3), weight('b', 8, 1, 1)];
    expect(sketchedLayers({ nodes, weights })).toEqual([
      'conv2d[8 · 3×3](x) 30×30×8, 216 params',
      'affine[shift](conv_a) 30×30×8, 8 params',
      'add[](conv_a, add_c) 30×30×8',
    ]);
  });
});

describe('ConvTranspose', () => {
  it.each([
    ['no attributes', {}, 'convTranspose2d[5 · 3×3](x) 34×34×5, 135 params'],
    [
      'everything',
      { strides: [2, 2], pads: [1, 1, 1, 1], output_padding: [1, 1] },
      'convTranspose2d[5 · 3×3 ×2 p1](x) 64×64×5, 135 params',
    ],
    [
      'padding by name',
      { strides: [2, 2], auto_pad: 'SAME_UPPER' },
      'convTranspose2d[5 · 3×3 ×2 same](x) 64×64×5, 135 params',
    ],
    [
      'the size of the output',
      { strides: [2, 2], output_shape: [64, 64] },
      'convTranspose2d[5 · 3×3 ×2 p1,0,1,0](x) 64×64×5, 135 params',
    ],
  ])('with %s', (_what, attributes, line) => {
    const nodes = [op('ConvTranspose', 'x w -> y', attributes)];
    expect(sketchedLayers({ nodes, weights: [weight('w', 3, 5, 3, 3)] })).toEqual([line]);
  });

  it('in groups, with a bias behind it', () => {
    const nodes = [op('ConvTranspose', 'x w -> a', { group: 3 }), op('Add', 'a b -> y')];
    const weights = [weight('w', 3, 2, 2, 2), floats('b', new Array(6).fill(0.5), [6, 1, 1])];
    expect(sketchedLayers({ nodes, weights })).toEqual([
      'convTranspose2d[6 · 2×2](x) 33×33×6, 30 params',
    ]);
  });
});
