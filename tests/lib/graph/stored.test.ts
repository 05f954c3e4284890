import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyOperation } from '@/lib/document/apply';
import { EMPTY_GRAPH, type LayerGraph } from '@/lib/graph/graph';
import { LIMITS } from '@/lib/graph/schemas';
import { readGraph, storeGraph } from '@/lib/graph/stored';
import { KIND_NAMES, type Layer } from '@/lib/layers/catalogue';
import { arbitraryLayer } from '@/tests/support/arbitraries';
import { arbitraryTape, tape } from '@/tests/support/draw';
import { randomOperation } from '@/tests/support/randomOperation';
import { newNode, smallDesign } from '@/tests/support/smallDesign';

type Json = Record<string, unknown>;

/** The stored form of a small design, with some of it replaced. */
function stored(change: (value: StoredJson) => void): unknown {
  const value = JSON.parse(JSON.stringify(storeGraph(smallDesign()))) as StoredJson;
  change(value);
  return value;
}

interface StoredJson extends Json {
  nodes: Json[];
  edges: Json[];
  groups: Json[];
  settings: Json;
}

/** A part that the test knows to be there. */
function at(list: Json[], index: number): Json {
  const found = list[index];
  if (!found) throw new Error(`Nothing at ${index}.`);
  return found;
}

describe('the stored form', () => {
  it('is read as it was written, for the state after any operations', () => {
    fc.assert(
      fc.property(arbitraryTape(200), (numbers) => {
        const draw = tape(numbers);
        let made = 0;
        let graph: LayerGraph = smallDesign();
        for (let step = 0; step < 15; step++) {
          const newId = () => `x${made++}`;
          const applied = applyOperation(graph, randomOperation(graph, { draw, newId }));
          if (applied.outcome === 'applied') graph = applied.graph;
        }
        const read = readGraph(JSON.parse(JSON.stringify(storeGraph(graph))));
        expect(read).toEqual({ ok: true, value: graph });
        expect(read.ok && storeGraph(read.value)).toEqual(storeGraph(graph));
      }),
    );
  });

  it('is read as it was written, for any parameters of any kind', () => {
    const layer = fc.constantFrom(...KIND_NAMES).chain((kind) => arbitraryLayer(kind));
    fc.assert(
      fc.property(fc.array(layer as fc.Arbitrary<Layer>, { maxLength: 8 }), (layers) => {
        const origin = { operators: ['Conv', 'Relu'], tensors: ['a:0'] };
        const nodes = layers.map((each, index) => newNode(`n${index}`, { ...each, origin }));
        const graph = { ...EMPTY_GRAPH, nodes: new Map(nodes.map((node) => [node.id, node])) };
        expect(readGraph(JSON.parse(JSON.stringify(storeGraph(graph))))).toEqual({
          ok: true,
          value: graph,
        });
      }),
    );
  });

  it('fills in what an older file does not say', () => {
    const node = { id: 'a', name: 'a', kind: 'dropout', position: { x: 0, y: 0 }, params: {} };
    const value = { format: 'layerboard-graph/1', nodes: [node], edges: [] };
    expect(readGraph(value)).toEqual({
      ok: true,
      value: {
        ...EMPTY_GRAPH,
        nodes: new Map([
          ['a', { ...node, group: null, origin: null, params: { rate: 0.5, channels: false } }],
        ]),
      },
    });
  });

  it('takes ids that every object has for what they are: ids', () => {
    const value = stored(({ nodes, edges }) => {
      at(nodes, 0).id = 'constructor';
      at(edges, 0).source = 'constructor';
    });
    const read = readGraph(value);
    expect(read.ok && read.value.nodes.get('constructor')?.name).toBe('image');
  });
});

describe('reading what does not fit', () => {
  it.each<[string, (value: StoredJson) => void, RegExp]>([
    ['another format', (value) => Object.assign(value, { format: 'other/1' }), /^format: /u],
    ['a field that nobody knows', (value) => Object.assign(value, { extra: 1 }), /extra/u],
    ['no layers', (value) => Reflect.deleteProperty(value, 'nodes'), /^nodes: /u],
    ['a double layer', ({ nodes }) => nodes.push(at(nodes, 1)), /^The id “conv” is used twice\.$/u],
    [
      'a double wire',
      ({ edges }) => edges.push(at(edges, 0)),
      /^The id “conv\.0” is used twice\.$/u,
    ],
    [
      'a double group',
      ({ groups }) => groups.push(at(groups, 0)),
      /^The id “stem” is used twice\.$/u,
    ],
    [
      'a wire from nowhere',
      ({ edges }) => Object.assign(at(edges, 0), { source: 'gone' }),
      /^The wire “conv\.0” leads from a layer “gone” that does not exist\.$/u,
    ],
    [
      'a wire to nowhere',
      ({ edges }) => Object.assign(at(edges, 0), { target: 'gone' }),
      /^The wire “conv\.0” leads to a layer “gone” that does not exist\.$/u,
    ],
    [
      'a wire from an output that is not there',
      ({ edges }) => Object.assign(at(edges, 0), { port: 1 }),
      /^The wire “conv\.0” starts at output 2 of “image”, which has 1\.$/u,
    ],
    [
      'a wire to an input that is not there',
      ({ edges }) => Object.assign(at(edges, 0), { slot: 1 }),
      /^The wire “conv\.0” ends at input 2 of “conv”, which has no such input\.$/u,
    ],
    [
      'two wires in one slot',
      ({ edges }) => Object.assign(at(edges, 4), { slot: 0 }),
      /^Two wires end at input 1 of “sum”\.$/u,
    ],
    [
      'a layer that feeds itself',
      ({ edges }) => Object.assign(at(edges, 0), { source: 'conv' }),
      /^“conv” is on a circle of wires: a network must flow one way\.$/u,
    ],
    [
      'a group that does not exist',
      ({ nodes }) => Object.assign(at(nodes, 0), { group: 'gone' }),
      /^“image” is in a group “gone” that does not exist\.$/u,
    ],
    [
      'a group without layers',
      ({ groups }) => groups.push({ id: 'empty', name: 'Nobody' }),
      /^The group “Nobody” has no layer\.$/u,
    ],
    [
      'an unknown kind',
      ({ nodes }) => Object.assign(at(nodes, 1), { kind: 'conv3d' }),
      /^nodes\.1\.kind: “conv3d” is no kind of layer$/u,
    ],
    [
      'a kind that every object has',
      ({ nodes }) => Object.assign(at(nodes, 1), { kind: 'toString' }),
      /^nodes\.1\.kind: “toString” is no kind of layer$/u,
    ],
    [
      'a bad parameter',
      ({ nodes }) => Object.assign(at(nodes, 1), { params: { kernel: [3, 0] } }),
      /^nodes\.1\.params\.kernel\.1: Too small/u,
    ],
    [
      'a parameter that the kind does not have',
      ({ nodes }) => Object.assign(at(nodes, 1), { params: { kernal: [3, 3] } }),
      /^nodes\.1\.params: .*kernal/u,
    ],
    [
      'no parameters',
      ({ nodes }) => Reflect.deleteProperty(at(nodes, 1), 'params'),
      /^nodes\.1\.params: /u,
    ],
    ['no id', ({ nodes }) => Reflect.deleteProperty(at(nodes, 1), 'id'), /^nodes\.1\.id: /u],
    [
      'an id that reaches for the prototype',
      ({ nodes }) => Object.assign(at(nodes, 1), { id: '__proto__' }),
      /^nodes\.1\.id: must be 1 to 64 letters, digits, dots, dashes or underscores$/u,
    ],
    [
      'an id with a zero-width space',
      ({ nodes }) => Object.assign(at(nodes, 1), { id: 'a\u200bb' }),
      /^nodes\.1\.id: must be/u,
    ],
    [
      'an id of 10,000 letters',
      ({ nodes }) => Object.assign(at(nodes, 1), { id: 'x'.repeat(10_000) }),
      /^nodes\.1\.id: must be/u,
    ],
    [
      'an empty name',
      ({ nodes }) => Object.assign(at(nodes, 1), { name: '  ' }),
      /^nodes\.1\.name: must not be empty$/u,
    ],
    [
      'a name with a line feed',
      ({ nodes }) => Object.assign(at(nodes, 1), { name: 'a\nb' }),
      /^nodes\.1\.name: must not contain control characters$/u,
    ],
    [
      'a place that is no number',
      ({ nodes }) => Object.assign(at(nodes, 1), { position: { x: Number.NaN, y: 0 } }),
      /^nodes\.1\.position\.x: /u,
    ],
    [
      'a place outside of the world',
      ({ nodes }) => Object.assign(at(nodes, 1), { position: { x: 0, y: 1e308 } }),
      /^nodes\.1\.position\.y: Too big/u,
    ],
    [
      'more filters than anybody has',
      ({ nodes }) => Object.assign(at(nodes, 1), { params: { filters: 1e15 } }),
      /^nodes\.1\.params\.filters: Too big/u,
    ],
    [
      'half a slot',
      ({ edges }) => Object.assign(at(edges, 0), { slot: 0.5 }),
      /^edges\.0\.slot: /u,
    ],
    [
      'a slot far away',
      ({ edges }) => Object.assign(at(edges, 3), { slot: 2 ** 40 }),
      /^edges\.3\.slot: Too big/u,
    ],
    [
      'a batch of none',
      ({ settings }) => Object.assign(settings, { batch: 0 }),
      /^settings\.batch: Too small/u,
    ],
    [
      'a precision of its own',
      ({ settings }) => Object.assign(settings, { precision: 'fp8' }),
      /^settings\.precision: /u,
    ],
  ])('refuses %s', (_name, change, message) => {
    expect(readGraph(stored(change))).toEqual({
      ok: false,
      error: expect.stringMatching(message),
    });
  });

  it.each([[null], [undefined], [42], ['{}'], [[]], [{}]])('refuses %j', (value) => {
    expect(readGraph(value)).toEqual({ ok: false, error: expect.stringMatching(/\S/u) });
  });

  it('leaves the prototype of objects alone', () => {
    const text = JSON.stringify(stored(() => undefined)).replace(
      '"params":{',
      '"params":{"__proto__":{"polluted":true},',
    );
    readGraph(JSON.parse(text));
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(({} as Json).polluted).toBeUndefined();
  });

  it('names a layer that is on the circle, not one that hangs behind it', () => {
    const wire = (source: string, target: string) => ({
      id: `${source}-${target}`,
      source,
      port: 0,
      target,
      slot: 0,
    });
    const graph = {
      ...storeGraph(EMPTY_GRAPH),
      nodes: ['behind', 'next', 'one', 'two'].map((id) => newNode(id)),
      edges: [wire('next', 'behind'), wire('one', 'next'), wire('two', 'one'), wire('one', 'two')],
    };
    expect(readGraph(graph)).toEqual({
      ok: false,
      error: expect.stringMatching(
        /^“(one|two)” is on a circle of wires: a network must flow one way\.$/u,
      ),
    });
  });

  it('refuses more layers than a design holds', () => {
    const nodes = Array.from({ length: LIMITS.nodes + 1 }, (_, index) => newNode(`n${index}`));
    expect(readGraph({ ...storeGraph(EMPTY_GRAPH), nodes })).toEqual({
      ok: false,
      error: expect.stringMatching(/^nodes: Too big/u),
    });
  });
});
