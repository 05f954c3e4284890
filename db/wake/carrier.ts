/** What messages between processes are about. */
export const TOPICS = ['wake', 'access', 'presence'] as const;
export type Topic = (typeof TOPICS)[number];

/**
 * Short messages to the other processes on the same database. Any of them may be lost, so nothing
 * may depend on their coming: they only make things faster.
 */
export interface Carrier {
  /** Bytes that a message may have; 0 where there are no other processes. */
  readonly limit: number;
  /** Milliseconds that whoever tells of presence leaves between two messages. */
  readonly presencePause: number;
  /** Done when the message is on its way, or dropped. Never fails. */
  send(topic: Topic, message: string): Promise<void>;
  /** Hears what other processes send; not one's own. */
  listen(topic: Topic, listener: (message: string) => void): void;
  /** Hears that messages may have been lost. */
  onGap(listener: () => void): void;
  close(): Promise<void>;
}

/** The carrier of a process that has its database to itself. */
export const noCarrier: Carrier = {
  limit: 0,
  presencePause: 0,
  send: async () => {},
  listen: () => {},
  onGap: () => {},
  close: async () => {},
};
