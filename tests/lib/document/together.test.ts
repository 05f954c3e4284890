import { describe, expect, it } from 'vitest';
import type { Operation } from '@/lib/document/operation';
import { acknowledge, openSession, perform, receive, type Session } from '@/lib/document/session';
import { SmallServer } from '@/tests/support/fuzz/smallServer';
import { smallDesign } from '@/tests/support/smallDesign';

const MOVE: Operation = { type: 'moveNodes', moves: [{ id: 'conv', position: { x: 320, y: 48 } }] };
const RENAME: Operation = { type: 'renameNode', id: 'conv', name: 'stem conv' };
const WIDEN: Operation = { type: 'setParams', id: 'conv', params: { filters: 32 } };
const LARGER: Operation = { type: 'setParams', id: 'conv', params: { kernel: [5, 5] } };

/** Two people each do something before either hears of the other; their pushes arrive in an order. */
function meet(mine: Operation, theirs: Operation, order: readonly ('mine' | 'theirs')[]) {
  const server = new SmallServer(smallDesign());
  const sessions = new Map<string, Session>(
    Object.entries({ mine, theirs }).map(([client, operation]) => {
      const opened = openSession(client, server.snapshot());
      return [client, perform(opened, 'gesture', [operation]).session];
    }),
  );
  for (const client of order) {
    const session = sessions.get(client) as Session;
    const pushed = server.push(client, session.pending);
    if (pushed.status !== 'answered') throw new Error(`expected ${pushed.expected}`);
    sessions.set(client, acknowledge(session, pushed.answers));
  }
  return [...sessions.values()].map((session) => {
    const { session: settled } = receive(session, server.since(session.revision));
    expect(settled.pending).toEqual([]);
    return settled.view.nodes.get('conv');
  });
}

describe('two people who change one layer at the same time', () => {
  it.each([
    ['one moves it and the other renames it', MOVE, RENAME],
    ['they set different parameters', WIDEN, LARGER],
    ['one sets a parameter and the other renames it', WIDEN, RENAME],
  ])('[P6] both keep their change when %s, whoever comes first', (_name, mine, theirs) => {
    const before = smallDesign().nodes.get('conv');
    const frame = mine === MOVE ? { position: { x: 320, y: 48 } } : {};
    const name = theirs === RENAME ? { name: 'stem conv' } : {};
    const params = {
      ...before?.params,
      ...(mine === WIDEN ? { filters: 32 } : {}),
      ...(theirs === LARGER ? { kernel: [5, 5] } : {}),
    };
    const both = { ...before, ...frame, ...name, params };
    expect(meet(mine, theirs, ['mine', 'theirs'])).toEqual([both, both]);
    expect(meet(mine, theirs, ['theirs', 'mine'])).toEqual([both, both]);
  });

  it('[P6] has the value of whoever comes last when both set the same', () => {
    const other: Operation = { ...RENAME, name: 'first conv' };
    const names = (order: readonly ('mine' | 'theirs')[]) =>
      meet(RENAME, other, order).map((node) => node?.name);
    expect(names(['mine', 'theirs'])).toEqual(['first conv', 'first conv']);
    expect(names(['theirs', 'mine'])).toEqual(['stem conv', 'stem conv']);
  });
});
