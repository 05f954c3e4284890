import type { LogRow } from '@/db/queries/documents/logRow';
import { markAt } from '@/db/queries/documents/markAt';
import { BoundedMap } from '@/lib/boundedMap';
import type { Context } from '../../context';
import type { SubscriptionField } from '../../fields';
import { followDesign } from '../../followDesign';
import { badInput } from '../../input';
import { createBell } from '../../transports/bell';
import { endable } from '../../transports/endable';
import { checkProtocol } from './checkProtocol';

/** Without news, a heartbeat comes this often. */
const HEARTBEAT_MILLISECONDS = 12_000;

interface Event {
  readonly fromRevision: number;
  readonly toRevision: number;
  readonly headRevision: number;
  readonly activity: number;
  readonly resync: boolean;
  readonly operations: readonly LogRow[];
}

interface Since {
  readonly designId: string;
  readonly sinceRevision: number;
  readonly sinceMark?: string | null | undefined;
  readonly protocol?: number | null | undefined;
}

/** The log of a design from a position on, as it grows. PROTOCOL P10. */
export const designEvents = {
  subscribe: (_root, args, context) => endable((signal) => news(args, context, signal)),
  resolve: (event: Event) => event,
} satisfies SubscriptionField<'designEvents'>;

async function* news(
  { designId, sinceRevision, sinceMark, protocol }: Since,
  context: Context,
  signal: AbortSignal,
): AsyncGenerator<Event, void> {
  checkProtocol(protocol);
  if (sinceRevision < 0) badInput('A revision is 0 or more.');
  const bell = createBell(signal);
  const design = await followDesign(context, designId, 'design.read', bell.ring);
  try {
    let reached = sinceRevision;
    let { era } = design.standing();
    let astray = !(await holds(context, designId, { revision: sinceRevision, mark: sinceMark }));
    let told: { readonly activity: number; readonly at: number } | undefined;
    while (!signal.aborted) {
      if (context.pace.isBehind) await context.pace.caughtUp(signal);
      // What is not in memory is read for one subscription of a socket at a time, and only when what was read before has been taken.
      const endTurn = design.atHand(reached) ? undefined : await context.pace.turn(signal);
      let more = false;
      try {
        const { revision: headRevision, activity, ...now } = design.standing();
        const resync = astray || reached > headRevision || now.era !== era;
        if (resync) reached = headRevision;
        astray = false;
        era = now.era;
        const operations = design.atHand(reached) ?? (await design.read(reached));
        const due = told === undefined || Date.now() - told.at >= HEARTBEAT_MILLISECONDS;
        if (resync || operations.length > 0 || due || told?.activity !== activity) {
          const fromRevision = reached;
          reached = operations.at(-1)?.revision ?? reached;
          told = { activity, at: Date.now() };
          const span = { fromRevision, toRevision: reached, headRevision };
          if (!signal.aborted) yield shared(designId, { ...span, activity, resync, operations });
        }
        more = operations.length > 0 && reached < headRevision;
      } finally {
        endTurn?.();
      }
      if (!more) await bell.rung(told ? told.at + HEARTBEAT_MILLISECONDS - Date.now() : 0);
    }
  } finally {
    design.stop();
  }
}

/** What was told last, to whomever: followers of a design are told the same, one right after the other. Each may be long, as for those who catch up. */
const lately = new BoundedMap<string, Event>(30);

/** One and the same event for all followers who get the same, so that its answer is worked out once. */
function shared(designId: string, event: Event): Event {
  const { fromRevision, toRevision, headRevision, activity, resync, operations } = event;
  const key = [designId, fromRevision, toRevision, headRevision, activity, resync].join(' ');
  const known = lately.get(key);
  if (known && known.operations[0] === operations[0]) return known;
  lately.set(key, event);
  return event;
}

/** Whether the log holds what a subscriber has. One that does not know its mark is believed. */
async function holds(
  { services }: Context,
  designId: string,
  { revision, mark }: { readonly revision: number; readonly mark: string | null | undefined },
): Promise<boolean> {
  if (mark === null || mark === undefined) return true;
  return (await markAt(services.database.db, { designId, revision })) === mark;
}
