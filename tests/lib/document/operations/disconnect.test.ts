import { describe, expect, it } from 'vitest';
import { expectOperation } from '@/tests/support/expectOperation';
import { smallDesign } from '@/tests/support/smallDesign';

describe('disconnect', () => {
  it('[P5] takes wires away, and the inverse puts each back into its slot', () => {
    const graph = smallDesign();
    const applied = expectOperation(graph, {
      type: 'disconnect',
      ids: ['sum.0', 'gone', 'conv.0', 'sum.0'],
    });
    expect(applied).toMatchObject({
      effective: { type: 'disconnect', ids: ['sum.0', 'conv.0'] },
      inverse: [
        { type: 'connect', edge: graph.edges.get('sum.0') },
        { type: 'connect', edge: graph.edges.get('conv.0') },
      ],
    });
  });

  it('[P6] has nothing to do when all are gone', () => {
    expect(expectOperation(smallDesign(), { type: 'disconnect', ids: ['gone'] })).toEqual({
      outcome: 'void',
      message: 'These wires are gone already.',
    });
  });
});
