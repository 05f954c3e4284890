import { describe, expect, onTestFinished, test } from 'vitest';
import { DesignStore } from '@/app/(workspace)/designs/[designId]/_editor/session/designStore';
import type {
  DesignNews,
  Transport,
} from '@/app/(workspace)/designs/[designId]/_editor/session/transport';
import type { Submitted } from '@/lib/document/session';
import { SmallServer } from '@/tests/support/fuzz/smallServer';
import { newNode, smallDesign } from '@/tests/support/smallDesign';

/** A line to a small server whose answers can be lost; it remembers what was pushed. */
function makeLine(server: SmallServer) {
  const pushes: (readonly number[])[] = [];
  let news: (news: DesignNews) => void = () => {};
  let answering = true;
  const transport: Transport = {
    snapshot: async () => server.snapshot(),
    async push(operations: readonly Submitted[]) {
      pushes.push(operations.map(({ seq }) => seq));
      const pushed = server.push('tab', operations);
      if (!answering) throw { code: 'OFFLINE', message: 'Nobody answers.' };
      if (pushed.status === 'conflict') throw { code: 'CONFLICT', message: 'A gap.' };
      return pushed.answers;
    },
    follow(_revision, on) {
      news = on.news;
      return () => {};
    },
    join: () => () => {},
    tell: () => {},
  };
  return {
    transport,
    pushes,
    answer: (answers: boolean) => {
      answering = answers;
    },
    bring: (since: number) =>
      news({
        operations: server.since(since),
        toRevision: server.log.length,
        headRevision: server.log.length,
        activity: 0,
        resync: false,
      }),
  };
}

describe('a tab whose answer was lost', () => {
  test('[P2] [P8] sends what nobody answered alone, where the log has brought what came behind it', async () => {
    const server = new SmallServer(smallDesign());
    const line = makeLine(server);
    const store = new DesignStore(
      { ...server.snapshot(), activity: 0 },
      line.transport,
      { keep: () => {} },
      { client: 'tab', nextSeq: 1, pending: [] },
    );
    onTestFinished(store.start());
    // Somebody else takes the layer away first, so that the rename has no effect.
    server.push('other', [
      { seq: 1, gesture: 'g', operation: { type: 'removeNodes', ids: ['spare'] } },
    ]);
    line.answer(false);
    store.perform([
      { type: 'renameNode', id: 'spare', name: 'kept' },
      { type: 'addNode', node: newNode('added') },
    ]);
    await expect.poll(() => line.pushes).toEqual([[1, 2]]);
    line.answer(true);
    line.bring(0);
    store.perform([{ type: 'addNode', node: newNode('another') }]);
    await expect.poll(() => line.pushes.slice(1)).toEqual([[1], [3]]);
    line.bring(2);
    await expect.poll(() => store.getState().session.pending).toEqual([]);
    expect(store.getState().session.view).toEqual(server.snapshot().graph);
  });
});
