import { describe, expect, it } from 'vitest';
import { op, scalar, weight, wholes } from '@/tests/support/onnxModel';
import { readSketch, refusedSketch, sketchedLayers } from '@/tests/support/sketchedLayers';

describe('the graph of a file', () => {
  it('may be written in any order', () => {
    const nodes = [op('Add', 'a b -> y'), op('Tanh', 'a -> b'), op('Relu', 'x -> a')];
    expect(sketchedLayers({ nodes })).toEqual([
      'activation[relu](x) 32×32×3',
      'activation[tanh](relu_a) 32×32×3',
      'add[](relu_a, tanh_b) 32×32×3',
    ]);
  });

  it('has an output layer for each output, once', () => {
    const nodes = [op('Relu', 'x -> a'), op('Tanh', 'a -> b')];
    const { graph } = readSketch({ nodes, outputs: ['b', 'a', 'b'] });
    const edges = [...graph.edges.values()].map(({ source, target }) => `${source} > ${target}`);
    expect(edges).toEqual(['x > relu_a', 'relu_a > tanh_b', 'tanh_b > b', 'relu_a > a']);
  });

  it('without outputs ends where nothing reads on', () => {
    const nodes = [op('Relu', 'x -> a'), op('Tanh', 'a -> b')];
    const { graph } = readSketch({ nodes, outputs: [] });
    expect(graph.nodes.get('b')?.kind).toBe('output');
  });

  it('is read without what leads to no output', () => {
    const nodes = [op('Relu', 'x -> y'), op('Tanh', 'x -> a'), op('Foo', 'a -> b')];
    const { notes, opaque } = readSketch({ nodes });
    expect({ notes, opaque }).toEqual({
      notes: ['The file has 2 operators that lead to no output: left out.'],
      opaque: [],
    });
  });

  it('is read without outputs that do not depend on the input', () => {
    const nodes = [op('Relu', 'x -> y'), op('Add', 'c c -> k')];
    const { notes } = readSketch({
      nodes,
      outputs: ['y', 'k', 'nowhere'],
      weights: [scalar('c', 1)],
    });
    expect(notes).toEqual(['An output that does not depend on the input is left out.']);
  });

  it('must not run in a circle', () => {
    const nodes = [
      op('Add', 'x c -> a'),
      op('Relu', 'a -> b'),
      op('Tanh', 'b -> c'),
      op('Relu', 'c -> y'),
    ];
    expect(refusedSketch({ nodes })).toEqual({
      code: 'CYCLE',
      message: 'The graph has a cycle at the operator “Add_a” (Add): it needs its own result.',
    });
    expect(refusedSketch({ nodes: [op('Relu', 'y -> y')] }).code).toBe('CYCLE');
  });

  it('must have everything that it reads, and make nothing twice', () => {
    expect(refusedSketch({ nodes: [op('Conv', 'x w -> y')] })).toEqual({
      code: 'DAMAGED',
      message:
        'The file is damaged: the operator “Conv_y” (Conv) reads “w”, which nothing in it makes.',
    });
    expect(refusedSketch({ nodes: [op('Relu', 'x -> y'), op('Tanh', 'x -> y')] })).toEqual({
      code: 'DAMAGED',
      message: 'The file is damaged: two operators both make “y”.',
    });
  });

  it('must compute something', () => {
    const error = {
      code: 'EMPTY',
      message: 'The file holds a graph in which nothing is computed from an input.',
    };
    expect(refusedSketch({ nodes: [] })).toEqual(error);
    expect(refusedSketch({ nodes: [], outputs: ['x'] })).toEqual(error);
    expect(refusedSketch({ nodes: [op('Add', 'c c -> y')], weights: [scalar('c', 1)] })).toEqual(
      error,
    );
  });

  it('says who wrote it, and with which operators', () => {
    expect(readSketch({ opset: 17, nodes: [op('Relu', 'x -> y')] }).model).toEqual({
      format: 'onnx',
      name: 'sketch',
      producer: 'test',
      irVersion: 8,
      opset: 17,
    });
    expect(readSketch({ opset: 6, nodes: [op('Relu', 'x -> y')] }).notes).toEqual([
      'The file uses version 6 of the operators; before 7 some of them worked differently.',
    ]);
    expect(readSketch({ opset: 0, nodes: [op('Relu', 'x -> y')] }).notes).toEqual([
      'The file does not say which version of the operators it uses: read as 21.',
    ]);
  });

  it('takes a shape that cannot be worked out as unknown, not as layers', () => {
    const nodes = [
      op('Foo', 'x -> a'),
      op('Shape', 'a -> s'),
      op('Mul', 's two -> t'),
      op('Reshape', 'x t -> b'),
      op('Conv', 'b w -> y'),
    ];
    const { graph, opaque, notes } = readSketch({
      nodes,
      weights: [wholes('two', [2]), weight('w', 8, 3, 3, 3)],
    });
    expect(notes).toEqual(['1 layer is only asked for a size: left out.']);
    expect([...graph.nodes.values()].map(({ name }) => name)).toEqual([
      'x',
      'reshape_b',
      'conv_y',
      'y',
    ]);
    expect(opaque.map(({ operator, reason }) => `${operator}: ${reason}`)).toEqual([
      'Reshape: The shape that it asks for is not known.',
    ]);
  });
});
