import type { Topic } from './carrier';

/** One connection to whatever carries messages, for as long as it lasts. */
export interface Line {
  /** Fails when the message has not left. */
  transmit(topic: Topic, payload: string): Promise<void>;
  /** Done when the other side has answered. */
  ping(): Promise<void>;
  /** Ends the connection, also one that no longer answers; what is not answered fails. */
  end(): Promise<void>;
}

export interface LineListener {
  /** Whatever anybody sent, oneself included. */
  hear(topic: Topic, payload: string): void;
  /** The connection has ended by itself. May be called more than once. */
  lost(cause: unknown): void;
}

/** Opens a connection that hears all topics once this is done. */
export type Dial = (listener: LineListener) => Promise<Line>;
