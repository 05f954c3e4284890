import { describe, expect, it } from 'vitest';
import { holdersOf } from '@/app/(workspace)/designs/[designId]/_editor/presence/holdersOf';
import { type Participant, SILENT } from '@/lib/document/presence';

function person(client: string, editing: Participant['editing']): Participant {
  return { ...SILENT, client, userId: client, name: client, color: '#000', editing };
}

describe('[P12] a field', () => {
  const people = [
    person('ana', { node: 'conv', param: 'filters', turn: 2 }),
    person('ben', { node: 'conv', param: 'kernel', turn: 0 }),
    person('cleo', { node: null, param: 'batch', turn: 0 }),
    person('dan', null),
  ];

  it('is held by whoever is in it, and by nobody who is elsewhere', () => {
    expect(holdersOf(people, { node: 'conv', param: 'filters' })).toEqual([
      { client: 'ana', name: 'ana', color: '#000', turn: 2 },
    ]);
    expect(holdersOf(people, { node: 'pool', param: 'filters' })).toEqual([]);
  });

  it('may be one of the design itself', () => {
    expect(holdersOf(people, { node: null, param: 'batch' })).toEqual([
      { client: 'cleo', name: 'cleo', color: '#000', turn: 0 },
    ]);
  });
});
