import { describe, expect, it } from 'vitest';
import { applyOperation } from '@/lib/document/apply';
import { encounters, type Stake } from '@/lib/document/encounters';
import type { Operation } from '@/lib/document/operation';
import type { Committed } from '@/lib/document/session';
import type { LayerGraph } from '@/lib/graph/graph';
import { smallDesign } from '@/tests/support/smallDesign';

const NOTHING_SET: Stake = { how: 'which you moved', params: new Set(), name: false };

function stakesIn(id: string, stake: Partial<Stake> = {}) {
  return new Map([[id, { ...NOTHING_SET, ...stake }]]);
}

/** What a person with stakes meets when others do something to the small design. */
function met(
  stakes: ReadonlyMap<string, Stake>,
  operations: readonly Operation[],
  { before = smallDesign(), by = 'cleo’s tab' } = {},
) {
  let after: LayerGraph = before;
  const log = operations.map((operation, index): Committed => {
    const applied = applyOperation(after, operation);
    if (applied.outcome !== 'applied') throw new Error(applied.message);
    after = applied.graph;
    const entry = { revision: index + 1, seq: index + 1, operation: applied.effective };
    return { ...entry, client: by, actor: 'Cleo' };
  });
  return { after, found: encounters({ before, after, log, client: 'mine', stakes }) };
}

function performed(graph: LayerGraph, operations: readonly Operation[]): LayerGraph {
  return operations.reduce((before, operation) => {
    const applied = applyOperation(before, operation);
    return applied.outcome === 'applied' ? applied.graph : before;
  }, graph);
}

describe('[P16] what others did to a layer', () => {
  it('is told when it is gone, with the operations that bring it back with its wires and its block', () => {
    const before = smallDesign();
    const { after, found } = met(stakesIn('conv'), [
      { type: 'removeNodes', ids: ['conv', 'spare'] },
    ]);
    expect(found).toEqual([
      {
        client: 'cleo’s tab',
        actor: 'Cleo',
        deed: 'deleted “conv”, which you moved.',
        offer: 'Bring it back',
        operations: expect.any(Array),
      },
    ]);
    const back = performed(after, found[0]?.operations ?? []);
    expect(back.nodes.get('conv')).toEqual(before.nodes.get('conv'));
    expect(new Set(back.edges.values())).toEqual(new Set(before.edges.values()));
    expect(back.nodes.has('spare')).toBe(false);
  });

  it('brings back as much as can still be where what it was wired to is gone too', () => {
    const gone: Operation[] = [
      { type: 'removeNodes', ids: ['conv'] },
      { type: 'removeNodes', ids: ['relu'] },
    ];
    const { after, found } = met(stakesIn('conv'), gone);
    const back = performed(after, found[0]?.operations ?? []);
    expect([back.nodes.has('conv'), back.nodes.has('relu')]).toEqual([true, false]);
    expect([...back.edges.values()].filter(({ target }) => target === 'conv')).toHaveLength(1);
  });

  it('is told once for layers that went together', () => {
    const stakes = new Map([...stakesIn('conv'), ...stakesIn('relu'), ...stakesIn('sum')]);
    const { found } = met(stakes, [{ type: 'removeNodes', ids: ['relu', 'conv'] }]);
    expect(found.map(({ deed, offer }) => [deed, offer])).toEqual([
      ['deleted “conv” and 1 more that you were at.', 'Bring them back'],
    ]);
  });

  it('is told when they set a parameter or a name that one had set, and can be set back', () => {
    const stakes = stakesIn('conv', {
      how: 'which you changed',
      params: new Set(['filters']),
      name: true,
    });
    const { after, found } = met(stakes, [
      { type: 'setParams', id: 'conv', params: { filters: 9 } },
      { type: 'renameNode', id: 'conv', name: 'theirs' },
    ]);
    expect(found.map(({ deed, offer }) => [deed, offer])).toEqual([
      ['set Filters from 4 to 9 of “theirs”, which you changed.', 'Keep mine'],
      ['renamed “conv” to “theirs”, which you changed.', 'Keep mine'],
    ]);
    const back = performed(
      after,
      found.flatMap(({ operations }) => operations),
    );
    expect(back.nodes.get('conv')).toEqual(smallDesign().nodes.get('conv'));
  });

  it.each<[string, ReadonlyMap<string, Stake>, Operation]>([
    [
      'another parameter of it',
      stakesIn('conv', { params: new Set(['filters']) }),
      { type: 'setParams', id: 'conv', params: { stride: [2, 2] } },
    ],
    [
      'its place',
      stakesIn('conv'),
      { type: 'moveNodes', moves: [{ id: 'conv', position: { x: 1, y: 2 } }] },
    ],
    ['another layer', stakesIn('relu'), { type: 'removeNodes', ids: ['spare'] }],
  ])('is not told of %s', (_what, stakes, operation) => {
    expect(met(stakes, [operation]).found).toEqual([]);
  });

  it('is not told of what one did oneself in this tab', () => {
    const gone: Operation = { type: 'removeNodes', ids: ['conv'] };
    expect(met(stakesIn('conv'), [gone], { by: 'mine' }).found).toEqual([]);
  });
});
