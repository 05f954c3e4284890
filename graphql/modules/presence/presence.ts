import type { Context } from '../../context';
import type { SubscriptionField } from '../../fields';
import { followDesign } from '../../followDesign';
import { checkId } from '../../input';
import type { PresenceFrame } from '../../presence/presenceRoom';
import { createBell } from '../../transports/bell';
import { endable } from '../../transports/endable';

const LONGEST_MILLISECONDS = 12_000;

/** Who is in a design. PROTOCOL P12. */
export const presence = {
  subscribe: (_root, args, context) => endable((signal) => frames(args, context, signal)),
  resolve: (frame: PresenceFrame) => frame,
} satisfies SubscriptionField<'presence'>;

async function* frames(
  { designId, client }: { readonly designId: string; readonly client: string },
  context: Context,
  signal: AbortSignal,
): AsyncGenerator<PresenceFrame, void> {
  checkId(client, 'The id of the client');
  const bell = createBell(signal);
  const design = await followDesign(context, designId, 'presence.read', (granted) => {
    // What is new in the log is no news here.
    if (!granted) bell.ring();
  });
  try {
    const hub = context.services.presence;
    const attendance = hub.join(designId, client, design.viewer.id, bell.ring);
    try {
      let shown: PresenceFrame | undefined;
      while (!signal.aborted) {
        design.standing();
        if (shown !== attendance.frame()) {
          // What somebody who is behind has missed meanwhile is never sent.
          if (context.pace.isBehind) await context.pace.caughtUp(signal);
          const frame = attendance.frame();
          const isIn =
            shown !== undefined || frame.participants.some((one) => one.client === client);
          // Whoever has just come is shown the first frame that they are in.
          if (isIn && !signal.aborted) yield frame;
          if (isIn) shown = frame;
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
