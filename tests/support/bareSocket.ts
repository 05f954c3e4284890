import { once } from 'node:events';
import { expect, onTestFinished } from 'vitest';
import WebSocket from 'ws';
import type { Person } from './testClient';

export interface DialOptions {
  readonly origin?: string | undefined;
  readonly cookie?: string;
  readonly protocol?: string;
}

/** A bare socket, which says what it is told to; it goes with the test. */
export function dial(
  url: string,
  person: Person | undefined,
  options: DialOptions = {},
): WebSocket {
  const { cookie = person?.cookie() ?? '', protocol = 'graphql-transport-ws' } = options;
  const origin = 'origin' in options ? options.origin : url;
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/graphql`, protocol, {
    headers: { cookie, ...(origin !== undefined && { origin }) },
  });
  onTestFinished(() => socket.terminate());
  return socket;
}

/** A bare socket that has been let in. */
export async function dialIn(url: string, person: Person): Promise<WebSocket> {
  const socket = dial(url, person);
  await once(socket, 'open');
  const answer = nextMessage(socket);
  socket.send('{"type":"connection_init"}');
  expect(await answer).toEqual({ type: 'connection_ack' });
  return socket;
}

export async function nextMessage(socket: WebSocket): Promise<unknown> {
  const [data] = await once(socket, 'message');
  return JSON.parse(String(data));
}

export async function closeCode(socket: WebSocket): Promise<number> {
  const [code] = await once(socket, 'close');
  return code;
}

/** Begins a subscription on a bare socket. */
export function subscribe(
  socket: WebSocket,
  id: string,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): void {
  socket.send(JSON.stringify({ type: 'subscribe', id, payload: { query, variables } }));
}
