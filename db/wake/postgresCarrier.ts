import { Client } from 'pg';
import { newId } from '@/lib/ids';
import { report } from '../report';
import type { Carrier, Topic } from './carrier';

const TOPICS: readonly Topic[] = ['wake', 'presence'];
/** Postgres refuses a payload of 8,000 bytes; the name of the sender goes in front. */
const LIMIT = 7_900;
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 5_000;

/**
 * Messages by NOTIFY, from one connection of its own that also listens. Never in the transaction of
 * a push: a commit with a notification holds a lock of the whole server. While the connection is
 * away messages are dropped, and the gap is told when it is back.
 */
export async function postgresCarrier(connectionString: string): Promise<Carrier> {
  const self = newId();
  const listeners = new Map<Topic, ((message: string) => void)[]>();
  const gapListeners: (() => void)[] = [];
  let client: Client | undefined;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    const next = new Client({
      connectionString,
      application_name: 'layerboard-carrier',
      keepAlive: true,
    });
    next.on('error', (error) => lost(next, error));
    next.on('end', () => lost(next, undefined));
    next.on('notification', ({ channel, payload }) => hear(channel, payload ?? ''));
    try {
      await next.connect();
      for (const topic of TOPICS) await next.query(`LISTEN ${channelOf(topic)}`);
    } catch (error) {
      void next.end().catch(() => {});
      throw error;
    }
    if (closed) await next.end();
    else client = next;
  }

  function hear(channel: string, payload: string): void {
    const [sender, message] = splitOnce(payload);
    const topic = TOPICS.find((known) => channelOf(known) === channel);
    if (sender === self || !topic) return;
    for (const listener of listeners.get(topic) ?? []) listener(message);
  }

  function lost(which: Client, cause: unknown): void {
    if (closed || client !== which) return;
    client = undefined;
    if (cause) report('The connection that carries messages between instances was lost.', cause);
    void which.end().catch(() => {});
    reconnect(FIRST_PAUSE);
  }

  function reconnect(pause: number): void {
    retry = setTimeout(() => {
      connect().then(
        () => {
          for (const listener of gapListeners) listener();
        },
        () => {
          if (!closed) reconnect(Math.min(pause * 2, LONGEST_PAUSE));
        },
      );
    }, pause);
  }

  await connect();
  return {
    limit: LIMIT,
    async send(topic, message) {
      try {
        await client?.query('SELECT pg_notify($1, $2)', [channelOf(topic), `${self} ${message}`]);
      } catch (error) {
        if (!closed) report('A message to the other instances was dropped.', error);
      }
    },
    listen(topic, listener) {
      listeners.set(topic, [...(listeners.get(topic) ?? []), listener]);
    },
    onGap(listener) {
      gapListeners.push(listener);
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      await client?.end();
    },
  };
}

function channelOf(topic: Topic): string {
  return `layerboard_${topic}`;
}

function splitOnce(text: string): readonly [string, string] {
  const space = text.indexOf(' ');
  return [text.slice(0, space), text.slice(space + 1)];
}
