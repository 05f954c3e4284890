import { setTimeout as sleep } from 'node:timers/promises';
import type { Carrier, Topic } from './carrier';

/** A message follows another no sooner: however many commits there are, they cost few messages. */
const PAUSE_MILLISECONDS = 10;

/** Tells followers of a thing that there may be something new. Carries no content: whoever is woken asks the database. */
export interface Wake {
  /** Wakes the followers of a thing in this process and in the others. To be called after the commit. */
  wake(id: string): void;
  /** Wakes the followers in the other processes alone. */
  wakeOthers(id: string): void;
  /** Calls back when there may be something new, sometimes without cause. Returns what ends it. */
  follow(id: string, listener: () => void): () => void;
  /** What somebody in this process follows. */
  followed(): readonly string[];
}

/** A wake whose messages have a topic of their own. */
export function createWake(carrier: Carrier, topic: Topic): Wake {
  const followers = new Map<string, Set<() => void>>();
  const outbox = new Set<string>();
  let sending = false;

  function wakeHere(id: string): void {
    for (const listener of [...(followers.get(id) ?? [])]) listener();
  }

  /** One message at a time; what is woken meanwhile goes into the next, each thing once. */
  async function sendOutbox(): Promise<void> {
    if (sending) return;
    sending = true;
    while (outbox.size > 0) {
      await carrier.send(topic, takeMessage(outbox, carrier.limit));
      await sleep(PAUSE_MILLISECONDS, undefined, { ref: false });
    }
    sending = false;
  }

  function wakeOthers(id: string): void {
    if (carrier.limit === 0) return;
    outbox.add(id);
    void sendOutbox();
  }

  carrier.listen(topic, (message) => {
    for (const id of message.split(' ')) wakeHere(id);
  });
  carrier.onGap(() => {
    for (const id of followers.keys()) wakeHere(id);
  });

  return {
    wake(id) {
      wakeHere(id);
      wakeOthers(id);
    },
    wakeOthers,
    follow(id, listener) {
      const listeners = followers.get(id) ?? new Set();
      followers.set(id, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && followers.get(id) === listeners) {
          followers.delete(id);
        }
      };
    },
    followed: () => [...followers.keys()],
  };
}

/** Takes as many ids as fit a message. */
function takeMessage(outbox: Set<string>, limit: number): string {
  let message = '';
  for (const id of outbox) {
    if (message.length + id.length >= limit) break;
    message += message === '' ? id : ` ${id}`;
    outbox.delete(id);
  }
  return message;
}
