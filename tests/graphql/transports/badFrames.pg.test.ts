import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect as dial, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { makeBystanders } from '../../support/bystanders';
import { servedCast } from '../../support/servedCast';

const { database, server, cast } = await servedCast({ production: true });
const bystanders = await makeBystanders(database, cast);

afterEach(() => bystanders.expectUntouched());

describe('a connection', () => {
  const text = (payload: string) =>
    Buffer.concat([Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0]), Buffer.from(payload)]);

  test.each([
    ['random bytes', randomBytes(512)],
    ['a frame without a mask', Buffer.from([0x81, 0x02, 0x7b, 0x7d])],
    ['a frame of a reserved kind', Buffer.from([0x83, 0x80, 0, 0, 0, 0])],
    ['a frame with reserved bits', Buffer.from([0xf1, 0x80, 0, 0, 0, 0])],
    ['a control frame in pieces', Buffer.from([0x09, 0x80, 0, 0, 0, 0])],
    ['a piece of nothing', Buffer.from([0x80, 0x80, 0, 0, 0, 0])],
    ['a frame of 2⁶³ bytes', Buffer.from([0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
    ['a frame of 4 GiB', Buffer.from([0x81, 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0])],
    ['a text that is not UTF-8', Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28])],
    ['a binary frame', Buffer.from([0x82, 0x82, 0, 0, 0, 0, 0x7b, 0x7d])],
    ['a message cut short', text('{"type":"subscr')],
    ['a list nested deep', text(`${'['.repeat(60)}${']'.repeat(60)}`)],
    ['a message of a prototype', text('{"type":"__proto__"}')],
  ])('that sends %s is closed', async (_name, bytes) => {
    const socket = await upgraded();
    socket.write(bytes);
    await ended(socket);
  });

  test('that sends half a frame and goes is forgotten', async () => {
    const socket = await upgraded();
    socket.write(Buffer.from([0x81, 0xfe, 0xff]));
    socket.end();
    await ended(socket);
  });
});

/** A bare connection that has become a WebSocket. */
async function upgraded(): Promise<Socket> {
  const { port, host } = new URL(server.url);
  const socket = dial(Number(port), '127.0.0.1');
  socket.on('error', () => {});
  const head = [
    'GET /api/graphql HTTP/1.1',
    `Host: ${host}`,
    `Origin: ${server.url}`,
    `Cookie: ${cast.people.editor.cookie()}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Protocol: graphql-transport-ws',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 101 /);
  return socket;
}

async function ended(socket: Socket): Promise<void> {
  socket.resume();
  if (!socket.closed) await once(socket, 'close');
}
