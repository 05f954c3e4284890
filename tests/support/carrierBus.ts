import type { Carrier, Topic } from '@/db/wake/carrier';

/** What carries messages between the “instances” of one process: the contract of a carrier at its plainest. */
export interface CarrierBus {
  join(): Carrier;
  /** What a stranger sends. */
  publish(topic: Topic, message: string): void;
  /** Loses everything that is sent until it is mended, and then tells the gap. */
  cut(): void;
  mend(): void;
  /** Every message that was carried. */
  readonly carried: readonly { readonly topic: Topic; readonly message: string }[];
}

interface Member {
  readonly listeners: { readonly topic: Topic; readonly listener: (message: string) => void }[];
  readonly gapListeners: (() => void)[];
}

export function createCarrierBus({ limit = 7_900, presencePause = 10 } = {}): CarrierBus {
  const members = new Set<Member>();
  const carried: { topic: Topic; message: string }[] = [];
  let whole = true;

  function deliver(topic: Topic, message: string, sender?: Member): void {
    for (const member of members) {
      if (member === sender) continue;
      for (const each of member.listeners) if (each.topic === topic) each.listener(message);
    }
  }

  return {
    carried,
    publish: (topic, message) => deliver(topic, message),
    cut() {
      whole = false;
    },
    mend() {
      whole = true;
      for (const { gapListeners } of members) for (const listener of gapListeners) listener();
    },
    join() {
      const self: Member = { listeners: [], gapListeners: [] };
      members.add(self);
      return {
        limit,
        presencePause,
        async send(topic, message) {
          if (!members.has(self) || !whole) return;
          if (Buffer.byteLength(message) > limit) {
            console.error(`A message about ${topic} has more than ${limit} bytes.`);
            return;
          }
          carried.push({ topic, message });
          await Promise.resolve();
          deliver(topic, message, self);
        },
        listen: (topic, listener) => self.listeners.push({ topic, listener }),
        onGap: (listener) => self.gapListeners.push(listener),
        async close() {
          members.delete(self);
        },
      };
    },
  };
}
