import { describe, expect, it } from 'vitest';
import { op, weight } from '@/tests/support/onnxModel';
import { readSketch, refusedSketch, sketchedLayers } from '@/tests/support/sketchedLayers';

const RELU = [op('Relu', 'x -> y')];
const CONV = [op('Conv', 'x w -> y')];
const KERNEL = [weight('w', 8, 3, 3, 3)];

function inputOf(
  sketch: Parameters<typeof readSketch>[0],
  options?: Parameters<typeof readSketch>[1],
) {
  const { graph } = readSketch(sketch, options);
  return [...graph.nodes.values()]
    .filter(({ kind }) => kind === 'input')
    .map(({ params }) => params);
}

const map = (channels: number, height: number, width: number) => ({
  form: 'map',
  channels,
  height,
  width,
});

describe('inputs', () => {
  it.each([
    ['of a fixed batch of one', [1, 3, 20, 30]],
    ['of a batch of 16', [16, 3, 20, 30]],
    ['of a batch with a name', ['batch_size', 3, 20, 30]],
    ['of a batch that is left open', [null, 3, 20, 30]],
  ])('maps %s', (_what, dims) => {
    expect(inputOf({ inputs: { x: dims }, nodes: RELU })).toEqual([map(3, 20, 30)]);
  });

  it('vectors', () => {
    expect(inputOf({ inputs: { x: ['n', 48] }, nodes: RELU })).toMatchObject([
      { form: 'vector', channels: 48 },
    ]);
  });

  it('several, but not those that nothing reads, and not weights', () => {
    const inputs = { x: [1, 3, 8, 8], z: [1, 3, 8, 8], unused: [1, 3, 8, 8], w: [8, 3, 3, 3] };
    const nodes = [op('Conv', 'x w -> a'), op('Conv', 'z w -> b'), op('Add', 'a b -> y')];
    const read = readSketch({ inputs, nodes, weights: KERNEL });
    expect([...read.graph.nodes.values()].map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'input x',
      'input z',
      'conv2d conv_a',
      'conv2d conv_b',
      'add add_y',
      'output y',
    ]);
  });

  it('with channels last, when all that reads them moves the channels to the front', () => {
    const sketch = {
      inputs: { x: ['N', 20, 30, 3] },
      nodes: [op('Transpose', 'x -> t', { perm: [0, 3, 1, 2] }), op('Conv', 't w -> y')],
      weights: KERNEL,
    };
    expect(inputOf(sketch)).toEqual([map(3, 20, 30)]);
    expect(sketchedLayers(sketch)).toEqual(['conv2d[8 · 3×3](x) 18×28×8, 216 params']);
    expect(readSketch(sketch).notes).toEqual([
      'The input is stored with channels last; it is shown with channels first.',
    ]);
  });

  it('that are neither maps nor vectors are opaque sources, and do not spoil the rest', () => {
    const inputs = { x: [1, 3, 8, 8], tokens: [1, 77, 512] };
    const nodes = [op('Relu', 'x -> y'), op('Foo', 'tokens -> z')];
    const read = readSketch({ inputs, nodes, outputs: ['y', 'z'] });
    expect(read.opaque).toEqual([
      { node: 'tokens', operator: 'Input', reason: 'It is neither a map nor a vector.' },
      { node: 'foo_z', operator: 'Foo', reason: 'Layerboard has no layer for this operator.' },
    ]);
    expect(read.graph.nodes.get('tokens')?.params).toMatchObject({ shapes: [[77, 512]] });
  });
});

describe('inputs without a batch, or with another one', () => {
  it.each([
    ['a table of boxes', [100, 4], [[100, 4]]],
    ['a single number', [], [[]]],
    ['what would be taken for a map', [5, 32, 32], [null]],
    ['what would be taken for a vector', [7], [null]],
  ])('%s is an opaque source', (_what, dims, shapes) => {
    const nodes = [op('Relu', 'x -> y'), op('Relu', 'other -> z')];
    const { graph } = readSketch({
      inputs: { other: dims, x: [2, 3, 8, 8] },
      nodes,
      outputs: ['y', 'z'],
    });
    expect(graph.nodes.get('other')?.params).toMatchObject({
      reason: 'It has no batch, or another one than the other inputs.',
      shapes,
    });
    expect(graph.nodes.get('x')?.params).toEqual(map(3, 8, 8));
  });
});

describe('sizes that the file leaves open', () => {
  it('are asked for by name', () => {
    const inputs = { image: ['batch', 3, 'height', null] };
    expect(refusedSketch({ inputs, nodes: [op('Relu', 'image -> y')] })).toEqual({
      code: 'UNKNOWN_INPUT_SIZE',
      message:
        'The file does not fix the height (“height”) and the width of its input “image”: give the size of one sample, or export the model with a fixed size.',
      input: { name: 'image', sizes: [3, 'height', null] },
    });
  });

  it.each([
    ['no shape at all', undefined, 'the number of channels, the height and the width'],
    ['a vector without length', [1, 'features'], 'the length (“features”)'],
  ])('%s', (_what, dims, open) => {
    const error = refusedSketch({ inputs: { x: dims }, nodes: RELU });
    expect(error.message).toBe(
      `The file does not fix ${open} of its input “x”: give the size of one sample, or export the model with a fixed size.`,
    );
  });

  it('come from whoever opens the file; those that are in the file stay', () => {
    const given = { inputShape: [1, 64, 48] };
    const nodes = CONV;
    expect(inputOf({ inputs: { x: ['b', 3, 'h', 'w'] }, nodes, weights: KERNEL }, given)).toEqual([
      map(3, 64, 48),
    ]);
    expect(inputOf({ inputs: { x: undefined }, nodes: RELU }, given)).toEqual([map(1, 64, 48)]);
    expect(inputOf({ inputs: { x: [1, 3, 8, 8] }, nodes: RELU }, given)).toEqual([map(3, 8, 8)]);
  });

  it('of another number of axes do not help', () => {
    const sketch = { inputs: { x: [1, 3, 'h', 'w'] }, nodes: RELU };
    expect(refusedSketch(sketch, { inputShape: [64, 48] }).code).toBe('UNKNOWN_INPUT_SIZE');
  });

  it.each([[[3, 0, 8]], [[3, 1.5, 8]], [[3, 2 ** 40, 8]], [[3, Number.NaN, 8]]])(
    'have to be sizes: %j',
    (inputShape) => {
      const error = refusedSketch({ inputs: { x: [1, 3, 'h', 8] }, nodes: RELU }, { inputShape });
      expect(error.code).toBe('DAMAGED');
    },
  );
});
