import { sql } from 'drizzle-orm';
import { can, ROLES } from '@/lib/access/permissions';
import { storeGraph } from '@/lib/graph/stored';
import { must } from '@/lib/invariant';
import type { Db } from '../../database';
import type { DeclinedEntry, Draft, LogEntry } from '../../documents/draft';
import { partRows } from '../../documents/partRows';

/** A snapshot is kept whenever the log passes a multiple of this. */
export const SNAPSHOT_EVERY = 200;

const EDITORS = ROLES.filter((role) => can(role, 'design.edit'));

/**
 * What came of writing a draft. Only `written` has changed anything: a design that is `closed` is
 * gone or archived, one that is `behind` has grown, and `misfits` are clients whose number, owner or
 * right to edit is not what the draft takes it to be.
 */
export type Writing =
  | { readonly status: 'written'; readonly at: Date }
  | { readonly status: 'closed' }
  | { readonly status: 'behind' }
  | { readonly status: 'misfits'; readonly clients: readonly string[] };

/** The same as the database says it. */
type Answer =
  | Exclude<Writing, { readonly status: 'written' }>
  | { readonly status: 'written'; readonly at: string };

/**
 * Writes a draft in one round trip, if everything is as it takes it to be. One that was made before what it stands on
 * was committed names that draft: `behind` where anything else has written the newest operations.
 */
export async function writeDraft(db: Db, draft: Draft, ground?: Draft): Promise<Writing> {
  const { designId, before } = draft;
  const push = JSON.stringify({ ...jsonOf(draft), ...(ground && { ground: ground.id }) });
  const [answer] = await db
    .select({ writing: sql<Answer>`writing` })
    .from(
      sql`append_operations(${designId}, ${before.revision}, ${push}::jsonb) AS answer (writing)`,
    );
  const { writing } = must(answer, 'the answer of the database');
  return writing.status === 'written' ? { status: 'written', at: new Date(writing.at) } : writing;
}

/** A draft as the function `append_operations` of the database reads it. */
function jsonOf({ id, before, head, log, declined, clients, changes }: Draft) {
  const passed = (revision: number) => Math.floor(revision / SNAPSHOT_EVERY);
  const due = passed(head.revision) > passed(before.revision);
  return {
    draft: id,
    editors: EDITORS,
    clients: [...clients.values()].map(({ client, userId, afterSeq, lastSeq }) => ({
      client,
      user_id: userId,
      after_seq: afterSeq,
      last_seq: lastSeq,
    })),
    log: log.map(({ designId: _, bodyHash, actorId, ...entry }: LogEntry) => ({
      ...entry,
      body_hash: bodyHash,
      actor_id: actorId,
    })),
    declined: declined.map(
      ({ designId: _, bodyHash, actorId, headRevision, ...entry }: DeclinedEntry) => ({
        ...entry,
        body_hash: bodyHash,
        actor_id: actorId,
        head_revision: headRevision,
      }),
    ),
    ...(log.length > 0 && { parts: partRows(changes), settings: head.graph.settings }),
    ...(due && { snapshot: storeGraph(head.graph) }),
  };
}
