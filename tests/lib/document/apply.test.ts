import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operations, readOperation } from '@/lib/document/apply';
import { EMPTY_GRAPH, type LayerGraph } from '@/lib/graph/graph';
import { arbitraryTape, tape } from '@/tests/support/draw';
import { expectOperation } from '@/tests/support/expectOperation';
import { randomOperation } from '@/tests/support/randomOperation';
import { smallDesign } from '@/tests/support/smallDesign';

describe('every operation', () => {
  it('stands under its own name', () => {
    for (const [name, { type, schema }] of Object.entries(operations)) {
      expect(type).toBe(name);
      expect(schema.shape.type.parse(name)).toBe(name);
    }
  });

  it('[P1] [P4] [P5] [P9] keeps all laws in any order, from a design or from nothing', () => {
    const outcomes = new Map<string, number>();
    fc.assert(
      fc.property(arbitraryTape(300), fc.boolean(), (numbers, empty) => {
        const draw = tape(numbers);
        let made = 0;
        let graph: LayerGraph = empty ? EMPTY_GRAPH : smallDesign();
        const remembered = [...graph.nodes.keys(), ...graph.edges.keys(), 'stem'];
        const newId = () => (draw(20) === 19 ? 'x1' : `x${made++}`);
        for (let step = 0; step < 12; step++) {
          const operation = randomOperation(graph, { draw, newId, remembered });
          const applied = expectOperation(graph, operation);
          const key = `${operation.type} ${applied.outcome}`;
          outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
          if (applied.outcome === 'applied') graph = applied.graph;
        }
      }),
      { numRuns: 300 },
    );
    for (const name of Object.keys(operations))
      expect([name, outcomes.get(`${name} applied`) ?? 0]).toEqual([name, expect.toSatisfy(some)]);
    const refused = [...outcomes].filter(([key]) => key.endsWith('refused'));
    expect(refused.length).toBeGreaterThan(2);
  });
});

function some(count: number): boolean {
  return count > 5;
}

describe('reading operations', () => {
  it.each([
    [null, /expected object|Invalid input/u],
    ['addNode', /expected object|Invalid input/u],
    [{ type: 'explode' }, /type/u],
    [{ type: 'renameNode', id: 'a' }, /^name: /u],
    [{ type: 'renameNode', id: 'a', name: ' ' }, /^name: must not be empty$/u],
    [
      { type: 'renameNode', id: 'a', name: 'a\u0000b' },
      /^name: must not contain control characters$/u,
    ],
    [
      { type: 'renameNode', id: 'a', name: 'x'.repeat(201) },
      /^name: must be at most 200 characters$/u,
    ],
    [{ type: 'renameNode', id: '', name: 'x' }, /^id: must be 1 to 64 letters/u],
    [{ type: 'renameNode', id: '__proto__', name: 'x' }, /^id: must be 1 to 64 letters/u],
    [{ type: 'renameNode', id: 'x'.repeat(65), name: 'x' }, /^id: must be 1 to 64 letters/u],
    [{ type: 'renameNode', id: 'a b', name: 'x' }, /^id: must be 1 to 64 letters/u],
    [{ type: 'removeNodes', ids: [] }, /^ids: /u],
    [{ type: 'removeNodes', ids: ['a'], more: 1 }, /more/u],
    [
      { type: 'moveNodes', moves: [{ id: 'a', position: { x: Number.NaN, y: 0 } }] },
      /^moves\.0\.position\.x: /u,
    ],
    [
      { type: 'moveNodes', moves: [{ id: 'a', position: { x: 1e308, y: 0 } }] },
      /^moves\.0\.position\.x: /u,
    ],
    [{ type: 'connect', edge: { id: 'e', source: 'a', target: 'b', port: 0.5 } }, /^edge\.port: /u],
    [{ type: 'connect', edge: { id: 'e', source: 'a', target: 'b', slot: -1 } }, /^edge\.slot: /u],
    [{ type: 'setParams', id: 'a', params: { x: Number.POSITIVE_INFINITY } }, /^params\.x: /u],
    [{ type: 'setSettings', settings: { batch: 2 ** 53 } }, /^settings\.batch: /u],
    [
      {
        type: 'addNode',
        node: { id: 'a', name: 'a', kind: 'conv3d', position: { x: 0, y: 0 }, params: {} },
      },
      /^node\.kind: “conv3d” is no kind of layer$/u,
    ],
    [
      {
        type: 'addNode',
        node: { id: 'a', name: 'a', kind: 'constructor', position: { x: 0, y: 0 }, params: {} },
      },
      /^node\.kind: “constructor” is no kind of layer$/u,
    ],
    [
      {
        type: 'addNode',
        node: {
          id: 'a',
          name: 'a',
          kind: 'conv2d',
          position: { x: 0, y: 0 },
          params: { kernel: [3, 0] },
        },
      },
      /^node\.params\.kernel\.1: /u,
    ],
  ])('[P7] refuses %j with a sentence that says where', (value, message) => {
    expect(readOperation(value)).toEqual({ ok: false, error: expect.stringMatching(message) });
  });

  it('[P5] fills in what a layer does not say, and trims its name', () => {
    const node = { id: 'a', name: '  a ', kind: 'dropout', position: { x: 0, y: 0 }, params: {} };
    expect(readOperation({ type: 'addNode', node })).toEqual({
      ok: true,
      value: {
        type: 'addNode',
        node: {
          ...node,
          name: 'a',
          group: null,
          origin: null,
          params: { rate: 0.5, channels: false },
        },
      },
    });
  });
});
