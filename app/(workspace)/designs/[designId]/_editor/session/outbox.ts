import { del, entries, set, setMany } from 'idb-keyval';
import type { Submitted } from '@/lib/document/session';
import type { Holds } from './holds';

/** Work of one tab that the server has not taken yet, kept across reloads and crashes. */
export interface OutboxRecord {
  readonly client: string;
  readonly nextSeq: number;
  readonly pending: readonly Submitted[];
}

const keyOf = (designId: string, client: string) => `outbox:${designId}:${client}`;

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
 * Takes over the work of a page that is gone: a record of this design whose client id nobody holds. It
 * goes on under the old client id, so that the server can tell retries.
 */
export async function adopt(designId: string, holds: Holds): Promise<OutboxRecord | undefined> {
  for (const record of await recordsOf(designId))
    if (record.pending.length > 0 && (await holds.take(record.client))) return record;
  return undefined;
}

async function recordsOf(designId: string): Promise<readonly OutboxRecord[]> {
  try {
    const prefix = `outbox:${designId}:`;
    const all = await entries<string, OutboxRecord>();
    return all.flatMap(([key, record]) => (key.startsWith(prefix) ? record : []));
  } catch {
    return [];
  }
}
