import { inArray } from 'drizzle-orm';
import type { Db } from '../database';
import { report } from '../report';
import { designs } from '../schema/designs';
import type { Wake } from './wake';

/**
 * Looks every `milliseconds` whether the designs that somebody follows have moved, in case a message
 * was lost. Returns what ends it.
 */
export function pollFollowed(db: Db, wake: Wake, milliseconds: number): () => void {
  let seen = new Map<string, string>();
  let busy = false;

  async function look(): Promise<void> {
    const followed = wake.followed();
    if (busy || followed.length === 0) return;
    busy = true;
    try {
      const rows = await db
        .select({ id: designs.id, revision: designs.revision, activity: designs.activity })
        .from(designs)
        .where(inArray(designs.id, [...followed]));
      const now = new Map(
        rows.map(({ id, revision, activity }) => [id, `${revision} ${activity}`]),
      );
      for (const [id, position] of now) if (seen.get(id) !== position) wake.wakeHere(id);
      seen = now;
    } catch (error) {
      report('Looking for news of the open designs failed; it is tried again.', error);
    } finally {
      busy = false;
    }
  }

  const timer = setInterval(() => void look(), milliseconds);
  timer.unref();
  return () => clearInterval(timer);
}
