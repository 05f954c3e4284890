import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../../context';
import type { SubscriptionField } from '../../fields';
import { followDesign } from '../../followDesign';
import { checkId } from '../../input';
import { LIMITS } from '../../limits';
import { boundedFrame } from '../../presence/boundedFrame';
import { framePause } from '../../presence/framePause';
import type { PresenceEntry } from '../../presence/presenceEntry';
import { createBell } from '../../transports/bell';
import { endable } from '../../transports/endable';

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
  checkId(client, 'The id of the client');
  const bell = createBell(signal);
  const design = await followDesign(context, designId, 'presence.read', bell.ring);
  try {
    const hub = context.services.presence;
    const attendance = hub.join(designId, client, design.viewer.id, bell.ring);
    try {
      let shown: readonly PresenceEntry[] | undefined;
      while (!signal.aborted) {
        design.standing();
        if (!shown || !sameEntries(shown, attendance.participants())) {
          // What somebody who is behind has missed meanwhile is never sent.
          await context.pace.caughtUp(signal);
          if (signal.aborted) break;
          shown = attendance.participants();
          yield { participants: boundedFrame(shown, LIMITS.presenceBytes) };
          await sleep(framePause(shown.length), undefined, { signal }).catch(() => {});
        }
        await bell.rung(LONGEST_MILLISECONDS);
      }
    } finally {
      attendance.leave();
    }
  } finally {
    design.stop();
  }
}

/** The hub makes a new entry whenever a tab says something. */
function sameEntries(a: readonly PresenceEntry[], b: readonly PresenceEntry[]): boolean {
  return a.length === b.length && a.every((entry, index) => entry === b[index]);
}
