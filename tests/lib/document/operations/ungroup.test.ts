import { describe, expect, it } from 'vitest';
import { expectOperation } from '@/tests/support/expectOperation';
import { smallDesign } from '@/tests/support/smallDesign';

describe('ungroup', () => {
  it('[P5] takes all layers out when none are named, and the group goes', () => {
    const applied = expectOperation(smallDesign(), { type: 'ungroup', id: 'stem' });
    expect(applied).toMatchObject({
      effective: { type: 'ungroup', id: 'stem', ids: ['conv', 'relu'] },
      inverse: [{ type: 'groupNodes', group: { id: 'stem', name: 'stem' }, ids: ['conv', 'relu'] }],
    });
    expect(applied.outcome === 'applied' && applied.graph.groups.size).toBe(0);
  });

  it('[P1] [P5] takes out those that are named, and the group stays while a layer is in it', () => {
    const applied = expectOperation(smallDesign(), {
      type: 'ungroup',
      id: 'stem',
      ids: ['relu', 'image', 'gone'],
    });
    expect(applied).toMatchObject({ effective: { ids: ['relu'] } });
    expect(applied.outcome === 'applied' && applied.graph.groups.size).toBe(1);
  });

  it('[P6] has nothing to do when the group or its layers are gone', () => {
    const message = 'These layers are not in the group.';
    expect(expectOperation(smallDesign(), { type: 'ungroup', id: 'gone' })).toEqual({
      outcome: 'void',
      message,
    });
    expect(expectOperation(smallDesign(), { type: 'ungroup', id: 'stem', ids: ['image'] })).toEqual(
      { outcome: 'void', message },
    );
  });
});
