import { setTimeout as sleep } from 'node:timers/promises';
import { notFound } from '@/db/access/refusals';
import { can } from '@/lib/access/permissions';
import type { Context } from '../../context';
import type { SubscriptionField } from '../../fields';
import { requireDesign } from '../../guard';
import { checkId } from '../../input';
import type { PresenceEntry } from '../../presence/presenceEntry';
import { createBell } from '../../transports/bell';
import { endable } from '../../transports/endable';

/** At most twenty frames a second. */
const PAUSE_MILLISECONDS = 50;
const LONGEST_MILLISECONDS = 12_000;

interface Frame {
  readonly participants: readonly PresenceEntry[];
}

/** Who is in a design. PROTOCOL P12. */
export const presence = {
  subscribe: (_root, args, context) => endable((signal) => frames(args, context, signal)),
  resolve: (frame: Frame) => frame,
} satisfies SubscriptionField<'presence'>;

async function* frames(
  { designId, client }: { readonly designId: string; readonly client: string },
  context: Context,
  signal: AbortSignal,
): AsyncGenerator<Frame, void> {
  const { design, viewer } = await requireDesign(context, designId, 'presence.read');
  checkId(client, 'The id of the client');
  const { database, presence: hub } = context.services;
  const bell = createBell(signal);
  const follower = await database.feeds.follow(design.id, viewer.id, bell.ring);
  try {
    const attendance = hub.join(design.id, client, viewer.id, bell.ring);
    try {
      let shown: readonly PresenceEntry[] | undefined;
      while (!signal.aborted) {
        if (!can(follower.standing().role, 'presence.read')) throw notFound('design', design.id);
        const participants = attendance.participants();
        if (!shown || !sameEntries(shown, participants)) {
          shown = participants;
          yield { participants };
          await sleep(PAUSE_MILLISECONDS, undefined, { signal }).catch(() => {});
        }
        await bell.rung(LONGEST_MILLISECONDS);
      }
    } finally {
      attendance.leave();
    }
  } finally {
    follower.stop();
  }
}

/** The hub makes a new entry whenever a tab says something. */
function sameEntries(a: readonly PresenceEntry[], b: readonly PresenceEntry[]): boolean {
  return a.length === b.length && a.every((entry, index) => entry === b[index]);
}
