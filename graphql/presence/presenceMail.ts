import { z } from 'zod';
import type { Carrier } from '@/db/wake/carrier';
import { presenceSchema } from '@/lib/document/presence';
import type { PresenceEntry } from './presenceEntry';

const id = z.string().min(1).max(64);
const entrySchema = z.strictObject({ client: id, userId: id, state: presenceSchema });

/** What processes tell one another of one design. */
const newsSchema = z.strictObject({
  designId: id,
  /** How tabs of the sender are. */
  put: z.array(entrySchema).readonly(),
  /** Tabs of the sender that are gone. */
  gone: z.array(id).readonly(),
  /** What tabs of other processes said to the sender. */
  say: z.array(entrySchema).readonly(),
  /** The sender would like to know who is there. */
  ask: z.boolean(),
});

export type PresenceNews = z.output<typeof newsSchema>;

/** Tells the other processes who is where: gathered, short, no oftener than the carrier likes, and the first thing to be dropped. */
export interface PresenceMail {
  changed(designId: string, client: string): void;
  gone(designId: string, client: string): void;
  ask(designId: string): void;
  /** False where there are no other processes. */
  forward(designId: string, entry: PresenceEntry): boolean;
  onNews(listener: (news: PresenceNews) => void): void;
  close(): void;
}

interface Outgoing {
  readonly changed: Set<string>;
  readonly gone: Set<string>;
  readonly say: Map<string, PresenceEntry>;
  ask: boolean;
}

/** `entriesOf` tells how tabs of this process are at the moment of sending. */
export function createPresenceMail(
  carrier: Carrier,
  entriesOf: (designId: string, clients: readonly string[]) => readonly PresenceEntry[],
): PresenceMail {
  const outbox = new Map<string, Outgoing>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  function outgoing(designId: string): Outgoing | undefined {
    if (carrier.limit === 0 || closed) return undefined;
    timer ??= setTimeout(() => void send(), carrier.presencePause);
    const found = outbox.get(designId);
    if (found) return found;
    const fresh: Outgoing = { changed: new Set(), gone: new Set(), say: new Map(), ask: false };
    outbox.set(designId, fresh);
    return fresh;
  }

  async function send(): Promise<void> {
    const batch = [...outbox];
    outbox.clear();
    for (const [designId, { changed, gone, say, ask }] of batch) {
      const put = entriesOf(designId, [...changed]);
      const news = { designId, put, gone: [...gone], say: [...say.values()], ask };
      for (const message of messagesOf(news, carrier.limit))
        await carrier.send('presence', message);
    }
    timer =
      outbox.size > 0 && !closed ? setTimeout(() => void send(), carrier.presencePause) : undefined;
  }

  return {
    changed(designId, client) {
      const out = outgoing(designId);
      out?.gone.delete(client);
      out?.changed.add(client);
    },
    gone(designId, client) {
      const out = outgoing(designId);
      out?.changed.delete(client);
      out?.gone.add(client);
    },
    ask(designId) {
      const out = outgoing(designId);
      if (out) out.ask = true;
    },
    forward(designId, entry) {
      const out = outgoing(designId);
      out?.say.set(entry.client, entry);
      return out !== undefined;
    },
    onNews(listener) {
      carrier.listen('presence', (message) => {
        const news = newsSchema.safeParse(parseJson(message));
        if (news.success) listener(news.data);
      });
    },
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}

/** News in messages that the carrier takes: whole, else entry by entry, the longest ones shortened or dropped. */
export function messagesOf(news: PresenceNews, limit: number): readonly string[] {
  const whole = JSON.stringify(news);
  if (fits(whole, limit)) return [whole];
  const nothing: PresenceNews = { ...news, put: [], gone: [], say: [], ask: false };
  const pieces: readonly PresenceNews[] = [
    { ...nothing, ask: news.ask },
    ...news.gone.map((client) => ({ ...nothing, gone: [client] })),
    ...news.put.map((entry) => ({ ...nothing, put: [entry] })),
    ...news.say.map((entry) => ({ ...nothing, say: [entry] })),
  ];
  return pieces.flatMap((piece) =>
    [piece, shorten(piece)]
      .map((each) => JSON.stringify(each))
      .filter((message) => fits(message, limit))
      .slice(0, 1),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fits(message: string, limit: number): boolean {
  return Buffer.byteLength(message) < limit;
}

/** The same without what makes an entry long: what is selected and what is dragged. */
function shorten(news: PresenceNews): PresenceNews {
  const bare = (entry: PresenceEntry): PresenceEntry => ({
    ...entry,
    state: { ...entry.state, selection: [], drag: [] },
  });
  return { ...news, put: news.put.map(bare), say: news.say.map(bare) };
}
