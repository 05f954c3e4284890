import { type Client, createClient } from 'graphql-ws';
import { RECONNECTING } from './reconnecting';

/** So long a server may take to answer when it is asked whether it is there, in milliseconds; then the line is taken for broken. */
const PONG_WITHIN = 4_000;
/** So long opening may take, from the first packet to the greeting of the server. */
const OPEN_WITHIN = 10_000;

/** A WebSocket of GraphQL that says whether it is open at the moment. */
export interface Socket extends Client {
  isOpen(): boolean;
}

/**
 * A WebSocket of GraphQL that comes back by itself. A line that has gone dead without a word, as
 * behind a router that forgot it, is noticed within 15 seconds.
 */
export function makeSocket(url: string, webSocketImpl?: unknown): Socket {
  let open = false;
  let patience: ReturnType<typeof setTimeout> | undefined;
  const expect = (milliseconds: number) => {
    clearTimeout(patience);
    patience = setTimeout(() => client.terminate(), milliseconds);
  };
  const relax = () => clearTimeout(patience);

  const client = createClient({
    url,
    webSocketImpl,
    ...RECONNECTING,
    on: {
      connecting: () => expect(OPEN_WITHIN),
      connected: () => {
        open = true;
        relax();
      },
      ping: (received) => {
        if (!received) expect(PONG_WITHIN);
      },
      pong: (received) => {
        if (received) relax();
      },
      closed: () => {
        open = false;
        relax();
      },
    },
  });
  return { ...client, isOpen: () => open };
}
