import type { Carrier } from '@/db/wake/carrier';
import { AppError } from '@/lib/errors';
import { LIMITS } from '../limits';
import type { PresenceEntry } from './presenceEntry';
import { createPresenceMail, type PresenceNews } from './presenceMail';
import { type PresenceFrame, PresenceRoom } from './presenceRoom';

/** A tab of another process is forgotten when nobody has spoken of it for so long; tidied up every so often. */
const LIFE_MILLISECONDS = 20_000;
const REMIND_MILLISECONDS = 6_000;
const TIDY_MILLISECONDS = 2_000;

/** One subscription's place in a design. */
export interface Attendance {
  /** Everybody who is there, as it was shown last: the same frame for all. */
  frame(): PresenceFrame;
  leave(): void;
}

/** Who is in which design: in memory, never stored, and across processes as far as the carrier carries. PROTOCOL P12. */
export interface PresenceHub {
  /** Being subscribed is what makes one present; `onChange` is called with every frame. Refuses a tab that belongs to somebody else. */
  join(designId: string, client: string, userId: string, onChange: () => void): Attendance;
  /** Whether this very process has the subscription of a tab. */
  isHere(designId: string, client: string, userId: string): boolean;
  /** Tells the others what a tab says of itself. False when nobody knows the tab. */
  say(designId: string, entry: PresenceEntry): boolean;
  close(): void;
}

export function createPresenceHub(carrier: Carrier): PresenceHub {
  const rooms = new Map<string, PresenceRoom>();
  const mail = createPresenceMail(carrier, (designId, clients) => {
    const room = rooms.get(designId);
    return clients.flatMap((client) => (room?.isOwn(client) ? (room.find(client) ?? []) : []));
  });

  function remindAll(designId: string): void {
    for (const { client } of rooms.get(designId)?.ownEntries() ?? [])
      mail.changed(designId, client);
  }

  mail.onNews((news: PresenceNews) => {
    const room = rooms.get(news.designId);
    if (!room) return;
    for (const entry of news.put) room.hear(entry, Date.now());
    room.drop({ clients: news.gone });
    for (const { client, userId, state } of news.say) {
      if (room.find(client)?.userId !== userId || !room.isOwn(client)) continue;
      room.say(client, state, () => mail.changed(news.designId, client));
    }
    if (news.ask) remindAll(news.designId);
  });

  const tidying = setInterval(() => {
    for (const room of rooms.values()) room.drop({ notSince: Date.now() - LIFE_MILLISECONDS });
  }, TIDY_MILLISECONDS);
  const reminder = setInterval(() => {
    if (carrier.limit > 0) for (const designId of rooms.keys()) remindAll(designId);
  }, REMIND_MILLISECONDS);
  tidying.unref();
  reminder.unref();

  return {
    join(designId, client, userId, onChange) {
      const room = rooms.get(designId) ?? new PresenceRoom(LIMITS.participants);
      const taken = room.find(client);
      if (taken && taken.userId !== userId) {
        throw new AppError('FORBIDDEN', `The client “${client}” belongs to somebody else.`);
      }
      if (!taken && room.isFull) {
        throw new AppError(
          'LIMIT_EXCEEDED',
          `At most ${LIMITS.participants} tabs are shown in a design at a time.`,
        );
      }
      if (!rooms.has(designId)) mail.ask(designId);
      rooms.set(designId, room);
      const holder = room.enter(client, userId, onChange);
      mail.changed(designId, client);
      return {
        frame: () => room.frame,
        leave() {
          if (room.leave(client, holder)) mail.gone(designId, client);
          if (room.isDeserted && rooms.get(designId) === room) rooms.delete(designId);
        },
      };
    },
    isHere(designId, client, userId) {
      const room = rooms.get(designId);
      return room?.isOwn(client) === true && room.find(client)?.userId === userId;
    },
    say(designId, entry) {
      const room = rooms.get(designId);
      const known = room?.find(entry.client);
      if (known && known.userId !== entry.userId) return false;
      if (room?.isOwn(entry.client)) {
        room.say(entry.client, entry.state, () => mail.changed(designId, entry.client));
        return true;
      }
      return mail.forward(designId, entry);
    },
    close: () => {
      clearInterval(tidying);
      clearInterval(reminder);
      mail.close();
    },
  };
}
