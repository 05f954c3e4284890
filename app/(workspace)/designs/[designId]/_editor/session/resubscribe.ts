import type { Client, FormattedExecutionResult, SubscribePayload } from 'graphql-ws';

/** Pause before a subscription that the server ended is opened again, in milliseconds. */
const PAUSE = 1_000;

/** What to do with a subscription's news, and with its end. */
export interface Subscriber<Data> {
  next(result: FormattedExecutionResult<Data, unknown>): void;
  /** The server ended the subscription. Says whether to ask for it again. */
  ended(reason: unknown): boolean;
}

/**
 * Subscribes over a socket, which comes back by itself when the line breaks. The server may also
 * end one subscription while the socket stays, as when its database does not answer: then it is asked
 * for again after a pause, for as long as `ended` says so. Returns how to stop.
 */
export function resubscribe<Data>(
  socket: Client,
  payload: SubscribePayload,
  on: Subscriber<Data>,
): () => void {
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop = () => {};

  const again = (reason: unknown) => {
    if (stopped || !on.ended(reason)) return;
    timer = setTimeout(open, PAUSE * (0.5 + Math.random()));
  };
  const open = () => {
    stop = socket.subscribe<Data>(payload, {
      next: (result) => on.next(result),
      error: again,
      complete: () => again(undefined),
    });
  };

  open();
  return () => {
    stopped = true;
    clearTimeout(timer);
    stop();
  };
}
