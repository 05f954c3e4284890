import { z } from 'zod';
import type { Carrier } from '@/db/wake/carrier';
import { presenceSchema } from '@/lib/document/presence';
import { bareState } from './bareState';
import type { PresenceEntry } from './presenceEntry';

/** Messages that are sent at a time, of all designs together. */
const MESSAGES = 4;

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

type EntriesOf = (designId: string, clients: readonly string[]) => readonly PresenceEntry[];

/** `entriesOf` tells how tabs of this process are at the moment of sending. */
export function createPresenceMail(carrier: Carrier, entriesOf: EntriesOf): PresenceMail {
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
    for (const message of takeMessages(outbox, entriesOf, carrier.limit)) {
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
        const news = z.array(newsSchema).safeParse(parseJson(message));
        if (news.success) for (const each of news.data) listener(each);
      });
    },
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}

/**
 * Takes out of the outbox what fits into the messages that may be sent at a time, the oldest first.
 * What does not fit stays, and is as it is then when its time comes.
 */
function takeMessages(
  outbox: Map<string, Outgoing>,
  entriesOf: EntriesOf,
  limit: number,
): readonly string[] {
  const messages: string[][] = [];
  let room = 0;
  for (const [designId, outgoing] of outbox) {
    for (const { news, done } of piecesOf(designId, outgoing, entriesOf)) {
      const text = [news, shorten(news)].map((each) => JSON.stringify(each)).find(fits(limit));
      // A comma or a bracket stands after each piece, and a bracket before the first.
      const bytes = text === undefined ? 0 : Buffer.byteLength(text) + 1;
      if (text !== undefined && bytes > room) {
        if (messages.length === MESSAGES) return messages.map(joined);
        messages.push([]);
        room = limit - 1;
      }
      if (text !== undefined) messages.at(-1)?.push(text);
      room -= bytes;
      done();
    }
    outbox.delete(designId);
  }
  return messages.map(joined);
}

/** What is to be said of a design, piece by piece, each with what takes it off the list. */
function* piecesOf(
  designId: string,
  { changed, gone, say, ...rest }: Outgoing,
  entriesOf: EntriesOf,
): Generator<{ readonly news: PresenceNews; readonly done: () => void }> {
  const nothing: PresenceNews = { designId, put: [], gone: [], say: [], ask: false };
  if (rest.ask) yield { news: { ...nothing, ask: true }, done: () => {} };
  for (const client of gone) {
    yield { news: { ...nothing, gone: [client] }, done: () => gone.delete(client) };
  }
  for (const client of changed) {
    const put = entriesOf(designId, [client]);
    const done = () => changed.delete(client);
    if (put.length > 0) yield { news: { ...nothing, put }, done };
    else done();
  }
  for (const [client, entry] of say) {
    yield { news: { ...nothing, say: [entry] }, done: () => say.delete(client) };
  }
}

function joined(pieces: readonly string[]): string {
  return `[${pieces.join(',')}]`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a piece fits a message of its own. */
function fits(limit: number): (piece: string) => boolean {
  return (piece) => Buffer.byteLength(piece) + 2 <= limit;
}

/** The same without what makes an entry long. */
function shorten(news: PresenceNews): PresenceNews {
  const bare = (entry: PresenceEntry) => ({ ...entry, state: bareState(entry.state) });
  return { ...news, put: news.put.map(bare), say: news.say.map(bare) };
}
