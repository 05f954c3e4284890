import type { Carrier } from './carrier';

/** Tells followers of a design that there may be something new. Carries no content: whoever is woken asks the database. */
export interface Wake {
  /** Wakes the followers of a design in this process and in the others. To be called after the commit. */
  wake(designId: string): void;
  /** Wakes the followers in the other processes alone. */
  wakeOthers(designId: string): void;
  /** Calls back when there may be something new, sometimes without cause. Returns what ends it. */
  follow(designId: string, listener: () => void): () => void;
  /** Designs that somebody in this process follows. */
  followed(): readonly string[];
  /** Wakes the followers in this process alone. */
  wakeHere(designId: string): void;
}

export function createWake(carrier: Carrier): Wake {
  const followers = new Map<string, Set<() => void>>();
  const outbox = new Set<string>();
  let sending = false;

  function wakeHere(designId: string): void {
    for (const listener of [...(followers.get(designId) ?? [])]) listener();
  }

  /** One message at a time; what is woken meanwhile goes into the next, each design once. */
  async function sendOutbox(): Promise<void> {
    if (sending) return;
    sending = true;
    while (outbox.size > 0) await carrier.send('wake', takeMessage(outbox, carrier.limit));
    sending = false;
  }

  function wakeOthers(designId: string): void {
    if (carrier.limit === 0) return;
    outbox.add(designId);
    void sendOutbox();
  }

  carrier.listen('wake', (message) => {
    for (const designId of message.split(' ')) wakeHere(designId);
  });
  carrier.onGap(() => {
    for (const designId of followers.keys()) wakeHere(designId);
  });

  return {
    wake(designId) {
      wakeHere(designId);
      wakeOthers(designId);
    },
    wakeOthers,
    follow(designId, listener) {
      const listeners = followers.get(designId) ?? new Set();
      followers.set(designId, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && followers.get(designId) === listeners) {
          followers.delete(designId);
        }
      };
    },
    followed: () => [...followers.keys()],
    wakeHere,
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
