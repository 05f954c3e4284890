/** Whether whoever reads a socket keeps up with what is written to it. */
export interface Pace {
  /** More waits for the reader than is good: what may be dropped is dropped. */
  readonly isBehind: boolean;
  /** Done when the reader keeps up, or when the waiting is called off. */
  caughtUp(signal: AbortSignal): Promise<void>;
  /**
   * Waits until the reader keeps up and it is one's turn among the subscriptions of the socket, or
   * until the waiting is called off. What is returned ends the turn. What is read from the log for
   * one reader alone is read during a turn, so that one such thing waits for a reader at a time.
   */
  turn(signal: AbortSignal): Promise<() => void>;
}

/** The pace of a request, which is answered once. */
export const NO_PACE: Pace = {
  isBehind: false,
  caughtUp: async () => {},
  turn: async () => () => {},
};
