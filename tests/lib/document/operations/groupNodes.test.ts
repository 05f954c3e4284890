import { describe, expect, it } from 'vitest';
import type { Operation } from '@/lib/document/operation';
import type { Group, LayerGraph } from '@/lib/graph/graph';
import { LIMITS } from '@/lib/graph/schemas';
import { expectOperation } from '@/tests/support/expectOperation';
import { newNode, smallDesign } from '@/tests/support/smallDesign';

function group(id: string, name: string, ids: readonly string[], graph = smallDesign()) {
  return expectOperation(graph, { type: 'groupNodes', group: { id, name }, ids });
}

describe('groupNodes', () => {
  it('[P5] makes a group of layers, leaving out what is gone', () => {
    const applied = group('head', 'Head', ['sum', 'gone', 'scores', 'sum']);
    expect(applied).toMatchObject({
      effective: { group: { id: 'head', name: 'Head' }, ids: ['sum', 'scores'] },
      inverse: [{ type: 'ungroup', id: 'head', ids: ['sum', 'scores'] }],
    });
    expect(applied.outcome === 'applied' && [...applied.graph.groups.keys()]).toEqual([
      'stem',
      'head',
    ]);
  });

  it('[P1] [P5] takes layers out of the group they were in, which goes when it is empty', () => {
    const one = group('head', 'Head', ['relu', 'sum']);
    expect(one.outcome === 'applied' && [...one.graph.groups.keys()]).toEqual(['stem', 'head']);
    const both = group('head', 'Head', ['conv', 'relu']);
    expect(both.outcome === 'applied' && [...both.graph.groups.keys()]).toEqual(['head']);
    expect(both).toMatchObject({
      inverse: [
        { type: 'ungroup', id: 'head', ids: ['conv', 'relu'] },
        {
          type: 'groupNodes',
          group: { id: 'stem', name: 'stem' },
          ids: ['conv', 'relu'],
          keepName: true,
        },
      ],
    });
  });

  it('[P5] renames a group that is there, whether or not layers join it', () => {
    expect(group('stem', 'Stem', ['conv'])).toMatchObject({
      inverse: [{ type: 'groupNodes', group: { id: 'stem', name: 'stem' }, ids: [] }],
    });
    expect(group('stem', 'Stem', ['image', 'gone'])).toMatchObject({
      effective: { ids: ['image'] },
      inverse: [
        { type: 'groupNodes', group: { id: 'stem', name: 'stem' }, ids: [] },
        { type: 'ungroup', id: 'stem', ids: ['image'] },
      ],
    });
  });

  it('[P5] [P9] renames without naming layers, so that taking a name back leaves alone who has left since', () => {
    const named = group('stem', 'Stem', ['conv', 'relu']);
    if (named.outcome !== 'applied') throw new Error(named.message);
    const left = expectOperation(named.graph, { type: 'ungroup', id: 'stem', ids: ['relu'] });
    if (left.outcome !== 'applied') throw new Error(left.message);
    const [back] = named.inverse;
    const undone = back && expectOperation(left.graph, back);
    if (undone?.outcome !== 'applied') throw new Error('The name is not taken back.');
    expect(undone.graph.groups.get('stem')?.name).toBe('stem');
    expect(['conv', 'relu'].map((id) => undone.graph.nodes.get(id)?.group)).toEqual(['stem', null]);
    expect(group('stem', 'stem', [])).toMatchObject({ outcome: 'void' });
    expect(group('gone', 'Gone', [])).toMatchObject({ outcome: 'void' });
  });

  it('[P5] [P6] keeps the name of a group that is there where layers only join it', () => {
    const join = (graph: LayerGraph, ids: readonly string[]) =>
      expectOperation(graph, {
        type: 'groupNodes',
        group: { id: 'stem', name: 'Stem' },
        ids,
        keepName: true,
      });
    const graph = smallDesign();
    expect(join(graph, ['image', 'gone'])).toMatchObject({
      effective: { group: { id: 'stem', name: 'stem' }, ids: ['image'], keepName: true },
      inverse: [{ type: 'ungroup', id: 'stem', ids: ['image'] }],
    });
    expect(join(graph, ['conv'])).toMatchObject({ outcome: 'void' });
    expect(join(graph, [])).toMatchObject({ outcome: 'void' });
    const emptied = expectOperation(graph, { type: 'ungroup', id: 'stem' });
    if (emptied.outcome !== 'applied') throw new Error(emptied.message);
    expect(join(emptied.graph, ['conv'])).toMatchObject({
      effective: { group: { id: 'stem', name: 'Stem' }, ids: ['conv'], keepName: true },
    });
  });

  const departures: readonly Operation[] = [
    { type: 'ungroup', id: 'stem', ids: ['conv'] },
    { type: 'removeNodes', ids: ['conv'] },
    { type: 'groupNodes', group: { id: 'head', name: 'Head' }, ids: ['conv'] },
  ];
  it.each(departures)(
    '[P9] leaves alone what others called a group since when $type is undone',
    (departure) => {
      const left = expectOperation(smallDesign(), departure);
      if (left.outcome !== 'applied') throw new Error(left.message);
      const renamed = group('stem', 'Renamed by others', [], left.graph);
      if (renamed.outcome !== 'applied') throw new Error(renamed.message);
      let current = renamed.graph;
      for (const back of left.inverse) {
        const applied = expectOperation(current, back);
        if (applied.outcome === 'applied') current = applied.graph;
      }
      expect(current.nodes.get('conv')?.group).toBe('stem');
      expect(current.groups.get('stem')?.name).toBe('Renamed by others');
    },
  );

  it('[P4] carries out what older logs hold, whose inverses named the group again', () => {
    const applied = group('stem', 'Renamed', ['image']);
    expect(applied).toMatchObject({
      outcome: 'applied',
      effective: { type: 'groupNodes', group: { id: 'stem', name: 'Renamed' }, ids: ['image'] },
    });
  });

  it('[P6] has nothing to do when the layers are gone or in the group already', () => {
    expect(group('head', 'Head', ['gone'])).toEqual({
      outcome: 'void',
      message: 'These layers are gone.',
    });
    expect(group('stem', 'stem', ['conv'])).toEqual({
      outcome: 'void',
      message: 'These layers are in “stem” already.',
    });
  });

  it('[P7] refuses more groups than a design holds', () => {
    const ids = Array.from({ length: LIMITS.groups }, (_, index) => `g${index}`);
    const nodes = new Map(ids.map((id) => [id, newNode(id, { group: id })]));
    const groups = new Map(ids.map((id): [string, Group] => [id, { id, name: id }]));
    const graph = { ...smallDesign(), nodes, edges: new Map(), groups };
    expect(group('more', 'More', ['g0'], graph)).toEqual({
      outcome: 'refused',
      code: 'TOO_LARGE',
      message: 'A design holds at most 2000 groups.',
    });
  });
});
