import { vi } from 'vitest';
import { DesignStore } from '@/app/(workspace)/designs/[designId]/_editor/session/designStore';
import type { OutboxRecord } from '@/app/(workspace)/designs/[designId]/_editor/session/outbox';
import type { Operation } from '@/lib/document/operation';
import type { LineServer } from './storeLine';

/** Until everything that was begun is over, on fake timers: pauses, requests, news. */
export const settled = () => vi.advanceTimersByTimeAsync(60_000);

export function rename(id: string, name: string): Operation {
  return { type: 'renameNode', id, name };
}

/** The store of a tab at a server, and what it has kept in its browser. */
export function openTab(server: LineServer, left?: OutboxRecord) {
  const kept = new Map<string, OutboxRecord>();
  const keep = (record: OutboxRecord, instead?: string) => {
    if (record.pending.length > 0) kept.set(record.client, record);
    else kept.delete(record.client);
    if (instead !== undefined) kept.delete(instead);
  };
  const snapshot = { ...server.server.snapshot(), activity: 0 };
  const store: DesignStore = new DesignStore(
    snapshot,
    server.line(() => store.client),
    { keep },
    left,
  );
  let draws = 0;
  store.subscribe(() => draws++);
  const close = store.start();
  const name = (id: string) => store.getState().session.view.nodes.get(id)?.name;
  return { store, kept, close, name, draws: () => draws };
}
