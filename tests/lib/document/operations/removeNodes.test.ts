import { describe, expect, it } from 'vitest';
import { expectOperation } from '@/tests/support/expectOperation';
import { smallDesign } from '@/tests/support/smallDesign';

describe('removeNodes', () => {
  it('[P5] takes the wires along, and the inverse brings everything back in order', () => {
    const graph = smallDesign();
    const applied = expectOperation(graph, { type: 'removeNodes', ids: ['parts'] });
    expect(applied).toMatchObject({
      outcome: 'applied',
      inverse: [
        { type: 'addNode', node: { id: 'parts' } },
        { type: 'connect', edge: { id: 'parts.0' } },
        { type: 'connect', edge: { id: 'sum.0', port: 0, slot: 0 } },
        { type: 'connect', edge: { id: 'sum.1', port: 1, slot: 1 } },
      ],
    });
    if (applied.outcome !== 'applied') return;
    expect([...applied.graph.edges.keys()]).toEqual(['conv.0', 'relu.0', 'scores.0']);
  });

  it('[P1] [P5] takes the group along when its last layer goes, and not before', () => {
    const graph = smallDesign();
    const one = expectOperation(graph, { type: 'removeNodes', ids: ['conv'] });
    expect(one.outcome === 'applied' && [...one.graph.groups.keys()]).toEqual(['stem']);
    const both = expectOperation(graph, { type: 'removeNodes', ids: ['conv', 'relu'] });
    expect(both.outcome === 'applied' && [...both.graph.groups.keys()]).toEqual([]);
    expect(both).toMatchObject({
      inverse: [
        { type: 'addNode', node: { id: 'conv', group: null } },
        { type: 'addNode', node: { id: 'relu', group: null } },
        { type: 'groupNodes', group: { id: 'stem', name: 'stem' }, ids: ['conv', 'relu'] },
        { type: 'connect' },
        { type: 'connect' },
        { type: 'connect' },
      ],
    });
  });

  it('[P6] leaves out what is gone and what is named twice, and does nothing when nothing is left', () => {
    const graph = smallDesign();
    expect(
      expectOperation(graph, { type: 'removeNodes', ids: ['spare', 'gone', 'spare'] }),
    ).toMatchObject({ effective: { type: 'removeNodes', ids: ['spare'] } });
    expect(expectOperation(graph, { type: 'removeNodes', ids: ['gone'] })).toEqual({
      outcome: 'void',
      message: 'These layers are gone already.',
    });
  });

  it('[P5] empties a design', () => {
    const graph = smallDesign();
    const applied = expectOperation(graph, { type: 'removeNodes', ids: [...graph.nodes.keys()] });
    expect(applied.outcome === 'applied' && applied.graph).toEqual({
      nodes: new Map(),
      edges: new Map(),
      groups: new Map(),
      settings: graph.settings,
    });
  });
});
