import { del, entries, set, setMany } from 'idb-keyval';
import type { Submitted } from '@/lib/document/session';

/** Work of one tab that the server has not taken yet, kept across reloads and crashes. */
export interface OutboxRecord {
  readonly client: string;
  readonly nextSeq: number;
  readonly pending: readonly Submitted[];
}

const keyOf = (designId: string, client: string) => `outbox:${designId}:${client}`;
const lockOf = (client: string) => `layerboard-client-${client}`;

/**
 * Keeps what is pending; forgets the record once nothing is. With `instead`, in place of what another
 * client had kept, both at once. False without storage (private mode): work lives in memory only.
 */
export async function keep(
  designId: string,
  record: OutboxRecord,
  instead?: string,
): Promise<boolean> {
  const key = keyOf(designId, record.client);
  try {
    if (instead !== undefined) {
      const old = keyOf(designId, instead);
      await setMany([
        [key, record],
        [old, { ...record, client: instead, pending: [] }],
      ]);
      await del(old);
    } else if (record.pending.length === 0) await del(key);
    else await set(key, record);
    return true;
  } catch {
    // Storage may be denied or full: the queue in memory still holds the work, and the page says that it is not kept.
    return false;
  }
}

/**
 * Takes over the work of a tab that is gone: a record of this design whose tab no longer holds its
 * lock. The new tab goes on under the old client id, so that the server can tell retries.
 */
export async function adopt(designId: string): Promise<OutboxRecord | undefined> {
  try {
    const prefix = `outbox:${designId}:`;
    const records = (await entries<string, OutboxRecord>()).filter(([key]) =>
      key.startsWith(prefix),
    );
    const held = await heldLocks();
    return records
      .map(([, record]) => record)
      .find(({ client, pending }) => pending.length > 0 && !held.has(lockOf(client)));
  } catch {
    return undefined;
  }
}

async function heldLocks(): Promise<ReadonlySet<string>> {
  const { held } = (await navigator.locks?.query()) ?? {};
  return new Set(held?.flatMap(({ name }) => name ?? []));
}

/** Marks a client id as alive until the tab goes. */
export function holdClient(client: string): void {
  void navigator.locks?.request(lockOf(client), () => new Promise<never>(() => undefined));
}
