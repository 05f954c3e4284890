import { newId } from '@/lib/ids';
import { report } from '../report';
import type { Carrier, Topic } from './carrier';
import type { Dial, Line } from './line';
import { pauseBefore } from './pauseBefore';

/** A connection that does not answer for so long is taken for dead. */
const PING_MILLISECONDS = 4_000;
/** Messages that could not be sent are complained about this often at most. */
const COMPLAINT_MILLISECONDS = 60_000;

export interface LineCarrierOptions {
  /** What carries the messages, as an operator knows it. */
  readonly name: string;
  /** Bytes that a payload may have. */
  readonly payloadBytes: number;
  readonly presencePause: number;
  readonly dial: Dial;
}

/**
 * A carrier over a connection that may go away at any time. Messages are dropped meanwhile; it is
 * dialled again with growing pauses, and the gap is told when it is back. The operator is told once
 * that it went and once that it came back. Done after the first attempt, however that ended.
 */
export async function lineCarrier(options: LineCarrierOptions): Promise<Carrier> {
  const { name, payloadBytes, presencePause, dial } = options;
  const self = `${newId()} `;
  const limit = payloadBytes - self.length;
  const listeners = new Map<Topic, ((message: string) => void)[]>();
  const gapListeners: (() => void)[] = [];
  let line: Line | undefined;
  let closed = false;
  let failures = 0;
  let told = false;
  let complainedAt = 0;
  let retry: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    let over: { readonly cause: unknown } | undefined;
    let dialled: Line | undefined;
    const lost = (cause: unknown) => {
      over ??= { cause };
      if (dialled && line === dialled) drop(cause);
    };
    try {
      dialled = await dial({ hear, lost });
      if (over) throw over.cause;
    } catch (cause) {
      void dialled?.end().catch(() => {});
      return again(cause);
    }
    if (closed) return dialled.end();
    line = dialled;
    failures = 0;
    if (!told) return;
    told = false;
    report(`${name} carries messages between the instances again.`);
  }

  /** The connection is gone: whatever was to be sent over it is, too. */
  function drop(cause: unknown): void {
    const gone = line;
    line = undefined;
    void gone?.end().catch(() => {});
    again(cause);
  }

  function again(cause: unknown): void {
    if (closed) return;
    if (!told) {
      told = true;
      report(
        `${name} carries no messages between the instances now. They look at the database every few seconds instead; it is tried again.`,
        cause,
      );
    }
    retry = setTimeout(() => void connect().then(tellGap), pauseBefore(failures++));
    retry.unref();
  }

  function tellGap(): void {
    if (line) for (const listener of gapListeners) quietly(listener);
  }

  function hear(topic: Topic, payload: string): void {
    const space = payload.indexOf(' ');
    if (space < 0 || payload.startsWith(self)) return;
    const message = payload.slice(space + 1);
    for (const listener of listeners.get(topic) ?? []) quietly(() => listener(message));
  }

  let awaited: Line | undefined;
  const pings = setInterval(() => {
    const asked = line;
    if (asked && asked === awaited) {
      drop(new Error(`No answer within ${PING_MILLISECONDS / 1000} seconds.`));
    } else {
      awaited = asked;
      asked?.ping().then(
        () => {
          if (awaited === asked) awaited = undefined;
        },
        (cause) => {
          if (line === asked) drop(cause);
        },
      );
    }
  }, PING_MILLISECONDS);
  pings.unref();

  await connect();
  return {
    limit,
    presencePause,
    async send(topic, message) {
      if (Buffer.byteLength(message) > limit) {
        report(
          `A message about ${topic} has more than the ${limit} bytes that ${name} carries, and was dropped.`,
        );
        return;
      }
      try {
        await line?.transmit(topic, self + message);
      } catch (cause) {
        if (closed || !line || Date.now() - complainedAt < COMPLAINT_MILLISECONDS) return;
        complainedAt = Date.now();
        report('A message to the other instances was dropped.', cause);
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
      clearInterval(pings);
      await line?.end();
    },
  };
}

/** What one listener makes of a message is no matter of the others, nor of the connection. */
function quietly(listen: () => void): void {
  try {
    listen();
  } catch (error) {
    report('A message from another instance could not be taken in.', error);
  }
}
