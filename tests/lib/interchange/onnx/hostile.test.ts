import { describe, expect, it } from 'vitest';
import { readGraph, storeGraph } from '@/lib/graph/stored';
import { readOnnx } from '@/lib/interchange/onnx/readOnnx';
import { endsWithin } from '@/tests/support/endsWithin';
import { floats, type ModelSketch, onnxModel, op, weight, wholes } from '@/tests/support/onnxModel';

function range<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function chain(length: number, operator = 'Relu'): ModelSketch['nodes'] {
  return range(length, (index) =>
    op(
      operator,
      `${index === 0 ? 'x' : `t${index}`} -> ${index === length - 1 ? 'y' : `t${index + 1}`}`,
    ),
  );
}

/** No file may take this long, on the slowest machine: the slowest here takes a second on a fast one. */
const FOR_EVER = 60;

/** How a model that was made to be trouble is taken: with how many layers, or for what reason not. */
function taken(sketch: ModelSketch): number | string {
  const bytes = onnxModel(sketch);
  const read = endsWithin(FOR_EVER, () => readOnnx(bytes));
  if (!read.ok) return `${read.error.code}: ${read.error.message}`;
  const { graph } = read.value;
  expect(readGraph(JSON.parse(JSON.stringify(storeGraph(graph)))).ok).toBe(true);
  return graph.nodes.size;
}

it('tells work that never ends from work that does', () => {
  const forever = () => {
    for (;;) Math.random();
  };
  expect(() => endsWithin(0.1, forever)).toThrow(/timed out/);
  expect(endsWithin(FOR_EVER, () => 7)).toBe(7);
});

describe('models that were made to be trouble', () => {
  it.each([
    [20_001, 'TOO_LARGE: The file is too large to read: it has more than 20,000 layers.'],
    [100_000, 'TOO_LARGE: The file is too large to read: it has more than 60,000 operators.'],
  ])('%i operators in a row', (length, outcome) => {
    expect(taken({ nodes: chain(length) })).toBe(outcome);
  });

  it('as deep as a design may be, written back to front', () => {
    expect(taken({ nodes: chain(19_000).toReversed() })).toBe(19_002);
  });

  it('as wide as a design may be', () => {
    const nodes = [
      ...range(19_000, (index) => op('Relu', `x -> t${index}`)),
      ...range(5, (sum) =>
        op('Sum', `${range(3800, (index) => `t${sum * 3800 + index}`).join(' ')} -> s${sum}`),
      ),
      op('Sum', 's0 s1 s2 s3 s4 -> y'),
    ];
    expect(taken({ nodes })).toBe(19_008);
  });

  it('a circle of 50,000 operators', () => {
    const [, ...rest] = chain(50_000);
    expect(taken({ nodes: [op('Add', 'x y -> t1'), ...rest] })).toMatch(/^CYCLE: /);
  });

  it('one operator that reads more than a layer can', () => {
    const wiring = `${range(5000, () => 'x').join(' ')} -> y`;
    expect(taken({ nodes: [op('Concat', wiring, { axis: 1 })] })).toBe(
      'TOO_LARGE: The file is too large to read: it has an operator with more than 4,096 inputs.',
    );
  });

  it('more wires than a design can have', () => {
    const outputs = range(16, (index) => `y${index}`);
    const inputs = range(4000, () => 'x').join(' ');
    const nodes = outputs.map((output) => op('Concat', `${inputs} -> ${output}`, { axis: 1 }));
    expect(taken({ nodes, outputs })).toBe(
      'TOO_LARGE: The file is too large to read: it has more than 60,000 wires.',
    );
  });

  it('arithmetic on constants without end', () => {
    const values = new Array<number>(4096).fill(1);
    const nodes = [
      ...range(50_000, (index) => op('Add', `c${index} k -> c${index + 1}`)),
      op('Add', 'x c50000 -> y'),
    ];
    expect(taken({ nodes, weights: [floats('c0', values), floats('k', values)] })).toBe(
      'TOO_LARGE: The file is too large to read: it has more arithmetic on shapes than can be done.',
    );
  });

  it('constants that have to be worked out back to front, 9,000 deep', () => {
    const nodes = [
      op('Add', 'x c9000 -> y'),
      ...range(9000, (index) => op('Add', `c${index} k -> c${index + 1}`)).toReversed(),
    ];
    expect(taken({ nodes, weights: [floats('c0', [1]), floats('k', [1])] })).toBe(3);
  });

  it('windows whose pattern is long enough to fill the memory', () => {
    const strides = { strides: [1024, 1024] };
    const nodes = range(2000, (index) => op('ConvTranspose', `x w -> y${index}`, strides));
    const outputs = range(2000, (index) => `y${index}`);
    expect(taken({ nodes, outputs, weights: [weight('w', 3, 3, 1024, 1024)] })).toBe(4001);
    const wide = { x: [1, 3, 65_521, 65_519] };
    const resize = range(2000, (index) => op('Resize', `x _ s -> y${index}`));
    const weights = [floats('s', [1, 1, 0.99991, 0.99991])];
    expect(taken({ inputs: wide, nodes: resize, outputs, weights })).toBe(4001);
  });

  it('sizes beyond all numbers', () => {
    const huge = { name: 'w', dims: [1n << 40n, 1n << 40n, 3n, 3n], dataType: 1 };
    expect(taken({ nodes: [op('Conv', 'x w -> y')], weights: [huge] })).toBe(3);
    expect(taken({ nodes: [op('Reshape', 'x w -> y')], weights: [huge] })).toBe(3);
    const inputs = { x: [1, 1_048_576, 1_048_576, 1_048_576] };
    expect(taken({ inputs, nodes: [op('Flatten', 'x -> a'), op('Relu', 'a -> y')] })).toBe(4);
  });

  it('kernels that are all made of the same thousands of stored values', () => {
    const ones = new Array<number>(4096).fill(1);
    const stored = range(2000, (index) => `ones${index}`);
    const nodes = [
      op('Concat', `${stored.join(' ')} -> c`, { axis: 0 }),
      op('ReduceMean', 'c -> m', { axes: [0] }),
      op('Sub', 'v m -> k'),
      ...range(9000, (index) => op('Conv', `x k -> y${index}`)),
    ];
    const outputs = range(9000, (index) => `y${index}`);
    const weights = [
      weight('v', 1, 3, 1, 1),
      ...stored.map((name) => floats(name, ones, [4096, 1])),
    ];
    expect(taken({ nodes, outputs, weights })).toBe(18_001);
  });

  it('channels dealt out over a million splits, again and again', () => {
    const inputs = { x: [1, 1_048_576, 1, 1] };
    const nodes = range(3000, (index) => [
      op('Reshape', `x s -> r${index}`),
      op('ReduceSum', `r${index} one -> y${index}`, { keepdims: 0 }),
    ]).flat();
    const outputs = range(3000, (index) => `y${index}`);
    const weights = [wholes('s', [1, 1_048_576, 1, 1, 1]), wholes('one', [1])];
    expect(taken({ inputs, nodes, outputs, weights })).toBe(9001);
  });

  it('blocks of thousands of pixels', () => {
    const inputs = { x: [1, 1_048_576, 1, 1] };
    const nodes = range(5000, (index) => op('DepthToSpace', `x -> y${index}`, { blocksize: 1024 }));
    const outputs = range(5000, (index) => `y${index}`);
    expect(taken({ inputs, nodes, outputs })).toBe(
      'TOO_LARGE: The file is too large to read: it has more arithmetic on shapes than can be done.',
    );
  });

  it('one tensor that thousands of means, norms and gates read', () => {
    const kinds = ['ReduceMean', 'ReduceL2', 'Abs', 'Transpose', 'Softplus', 'Neg'];
    const nodes = range(9000, (index) => {
      const kind = kinds[index % kinds.length] ?? '';
      const axes = kind.startsWith('Reduce') ? { axes: [2, 3] } : {};
      return op(kind, `x -> y${index}`, kind === 'Transpose' ? { perm: [0, 2, 3, 1] } : axes);
    });
    const outputs = range(9000, (index) => `y${index}`);
    expect(taken({ nodes, outputs })).toBe(18_001);
  });

  it('thousands of activations that might go on', () => {
    const nodes = range(9000, (index) => op('Sigmoid', `x -> y${index}`));
    const outputs = range(9000, (index) => `y${index}`);
    expect(taken({ nodes, outputs })).toBe(18_001);
    expect(taken({ nodes: chain(5000, 'Neg') })).toBe(5002);
  });
});
