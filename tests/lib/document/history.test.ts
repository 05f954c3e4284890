import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_HISTORY, type History, redoStep, remember, undoStep } from '@/lib/document/history';
import type { Operation } from '@/lib/document/operation';
import { openSession, perform, receive, type Session } from '@/lib/document/session';
import { EMPTY_GRAPH, type LayerGraph } from '@/lib/graph/graph';
import { arbitraryTape, tape } from '@/tests/support/draw';
import { randomOperation } from '@/tests/support/randomOperation';
import { newNode, smallDesign } from '@/tests/support/smallDesign';

/** A person at work: the session, and what can be undone. */
interface Desk {
  readonly session: Session;
  readonly history: History;
}

function sitDown(graph: LayerGraph): Desk {
  return { session: openSession('me', { graph, revision: 0 }), history: EMPTY_HISTORY };
}

function act({ session, history }: Desk, ...operations: readonly Operation[]): Desk {
  const done = perform(session, 'gesture', operations);
  return { session: done.session, history: remember(history, done.inverse) };
}

function step({ session, history }: Desk, next: typeof undoStep): Desk {
  const step = next(history);
  if (!step) return { session, history };
  const done = perform(session, 'gesture', step.operations);
  return { session: done.session, history: step.after(done.inverse) };
}

const undo = (desk: Desk) => step(desk, undoStep);
const redo = (desk: Desk) => step(desk, redoStep);

function rename(name: string): Operation {
  return { type: 'renameNode', id: 'n', name };
}

describe('undo and redo', () => {
  it('[P9] the seven steps: a, me b, other c, my undo gives a, other d, my redo gives c, my undo gives d', () => {
    const graph = { ...EMPTY_GRAPH, nodes: new Map([['n', newNode('n', { name: 'a' })]]) };
    let desk = sitDown(graph);
    let revision = 0;
    const nameNow = () => desk.session.view.nodes.get('n')?.name;
    const commit = (client: string, seq: number, operation: Operation) => {
      revision++;
      const { session } = receive(desk.session, [{ revision, client, seq, operation }]);
      desk = { ...desk, session };
    };
    const commitMine = () => {
      for (const { seq, operation } of desk.session.pending) commit('me', seq, operation);
    };
    const seen = [nameNow()];
    const look = () => seen.push(nameNow());

    desk = act(desk, rename('b'));
    commitMine();
    look();
    commit('other', 1, rename('c'));
    look();
    desk = undo(desk);
    commitMine();
    look();
    commit('other', 2, rename('d'));
    look();
    desk = redo(desk);
    commitMine();
    look();
    desk = undo(desk);
    commitMine();
    look();

    expect(seen).toEqual(['a', 'b', 'c', 'a', 'd', 'c', 'd']);
  });

  it('[P9] n undos and n redos with nobody else acting leave the document as it was', () => {
    let steps = 0;
    fc.assert(
      fc.property(arbitraryTape(300), (numbers) => {
        const draw = tape(numbers);
        let made = 0;
        let desk = sitDown(smallDesign());
        const states = [desk.session.view];
        for (let gesture = 0; gesture < 8; gesture++) {
          const operations = Array.from({ length: 1 + draw(3) }, () =>
            randomOperation(desk.session.view, { draw, newId: () => `x${made++}` }),
          );
          const next = act(desk, ...operations);
          if (next.history !== desk.history) states.push(next.session.view);
          desk = next;
        }
        const last = states.length - 1;
        for (let back = 1; back <= last; back++) {
          desk = undo(desk);
          expect(desk.session.view).toEqual(states[last - back]);
        }
        expect(undoStep(desk.history)).toBeUndefined();
        for (let forth = 1; forth <= last; forth++) {
          desk = redo(desk);
          expect(desk.session.view).toEqual(states[forth]);
        }
        expect(redoStep(desk.history)).toBeUndefined();
        steps += last;
      }),
      { numRuns: 200 },
    );
    expect(steps).toBeGreaterThan(500);
  });

  it('[P9] undoes all operations of a gesture together', () => {
    const before = smallDesign();
    const desk = act(
      sitDown(before),
      { type: 'addNode', node: newNode('extra') },
      { type: 'connect', edge: { id: 'w', source: 'extra', port: 0, target: 'spare', slot: 0 } },
    );
    expect(desk.session.view.edges.has('w')).toBe(true);
    expect(undo(desk).session.view).toEqual(before);
  });

  it('[P9] forgets what was undone once something else is done', () => {
    const desk = undo(act(sitDown(smallDesign()), { type: 'renameNode', id: 'conv', name: 'x' }));
    expect(redoStep(desk.history)).toBeDefined();
    const after = act(desk, { type: 'renameNode', id: 'relu', name: 'y' });
    expect(redoStep(after.history)).toBeUndefined();
  });

  it('[P9] steps over a gesture that can no longer be undone, as when somebody has removed the layer', () => {
    let desk = act(sitDown(smallDesign()), { type: 'renameNode', id: 'conv', name: 'x' });
    desk = act(desk, { type: 'renameNode', id: 'relu', name: 'y' });
    const removal: Operation = { type: 'removeNodes', ids: ['relu'] };
    const { session } = receive(desk.session, [
      { revision: 1, client: 'other', seq: 1, operation: removal },
    ]);
    desk = undo({ ...desk, session });
    expect(desk.session.view).toEqual(session.view);
    expect(redoStep(desk.history)).toBeUndefined();
    expect(undo(desk).session.view.nodes.get('conv')?.name).toBe('conv');
  });

  it('remembers nothing of a gesture that changed nothing, and no more than 500 gestures', () => {
    expect(remember(EMPTY_HISTORY, [])).toBe(EMPTY_HISTORY);
    let history = EMPTY_HISTORY;
    for (let count = 0; count < 510; count++) history = remember(history, [rename(`${count}`)]);
    expect(history.undo).toHaveLength(500);
    expect(undoStep(history)?.operations).toEqual([rename('509')]);
  });
});
