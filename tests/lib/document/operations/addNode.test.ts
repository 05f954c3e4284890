import { describe, expect, it } from 'vitest';
import { LIMITS } from '@/lib/graph/schemas';
import { expectOperation } from '@/tests/support/expectOperation';
import { newNode, smallDesign } from '@/tests/support/smallDesign';

describe('addNode', () => {
  it('[P5] puts a layer behind the others, without wires', () => {
    const graph = smallDesign();
    const node = newNode('fresh');
    const applied = expectOperation(graph, { type: 'addNode', node });
    expect(applied).toEqual({
      outcome: 'applied',
      graph: { ...graph, nodes: new Map(graph.nodes).set('fresh', node) },
      effective: { type: 'addNode', node },
      inverse: [{ type: 'removeNodes', ids: ['fresh'] }],
    });
  });

  it('[P5] puts it into its group where there is one, and into none where that is gone', () => {
    const graph = smallDesign();
    expect(
      expectOperation(graph, { type: 'addNode', node: newNode('a', { group: 'stem' }) }),
    ).toMatchObject({ effective: { node: { group: 'stem' } } });
    expect(
      expectOperation(graph, { type: 'addNode', node: newNode('a', { group: 'gone' }) }),
    ).toMatchObject({ effective: { node: { group: null } } });
  });

  it('[P6] has nothing to do for a layer that is there, and refuses another one under its id', () => {
    const graph = smallDesign();
    const conv = graph.nodes.get('conv');
    if (!conv) throw new Error('conv is missing');
    expect(expectOperation(graph, { type: 'addNode', node: { ...conv } })).toEqual({
      outcome: 'void',
      message: '“conv” is there already.',
    });
    expect(
      expectOperation(graph, { type: 'addNode', node: newNode('conv', { name: 'x' }) }),
    ).toEqual({
      outcome: 'refused',
      code: 'DUPLICATE_ID',
      message: 'There is another layer with the id “conv”: “conv”.',
    });
  });

  it('[P7] refuses more layers than a design holds', () => {
    const nodes = new Map(
      Array.from({ length: LIMITS.nodes }, (_, index) => [`n${index}`, newNode(`n${index}`)]),
    );
    const graph = { ...smallDesign(), nodes, edges: new Map(), groups: new Map() };
    expect(expectOperation(graph, { type: 'addNode', node: newNode('more') })).toEqual({
      outcome: 'refused',
      code: 'TOO_LARGE',
      message: 'A design holds at most 20000 layers.',
    });
  });
});
