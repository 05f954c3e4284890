import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type WebSocket from 'ws';
import { LIMITS } from '@/graphql/limits';
import { closeCode, type DialOptions, dial, dialIn, nextMessage } from '../../support/bareSocket';
import { makeDesign } from '../../support/cast';
import { addNode } from '../../support/seed';
import { servedCast } from '../../support/servedCast';
import { FOLLOW, follow, openTab } from '../../support/tab';
import { signUp } from '../../support/testClient';
import { startTestServer } from '../../support/testServer';

const { database, server, cast } = await servedCast();

/** A bare socket of the owner, as far as a test lets it come. */
const dialled = (options: DialOptions = {}) => dial(server.url, cast.people.owner, options);

async function opened(options: DialOptions = {}): Promise<WebSocket> {
  const socket = dialled(options);
  await once(socket, 'open');
  return socket;
}

const acknowledged = (person = cast.people.owner) => dialIn(server.url, person);

describe('the upgrade', () => {
  test.each([
    ['of another site', 'https://evil.example'],
    ['that only begins like ours', 'http://localhost.evil.example'],
    ['of another port of this machine', 'http://localhost:1'],
    ['that is null', 'null'],
    ['that is missing', undefined],
    ['that is no web page', 'file://localhost'],
  ])('is refused with 403 to an origin %s', async (_name, origin) => {
    const socket = dialled({ origin });
    const [error] = await once(socket, 'error');
    expect(error.message).toBe('Unexpected server response: 403');
  });

  test('needs the protocol of GraphQL over WebSocket', async () => {
    const socket = dialled({ protocol: 'graphql-ws' });
    const [error] = await once(socket, 'error');
    expect(error.message).toMatch(/subprotocol/i);
  });
});

describe('a socket', () => {
  test('of somebody who is not signed in is closed with 4403', async () => {
    const socket = await opened({ cookie: '' });
    socket.send('{"type":"connection_init"}');
    expect(await closeCode(socket)).toBe(4403);
  });

  test('that says nothing is closed with 4408', async () => {
    expect(await closeCode(await opened())).toBe(4408);
  });

  test('that begins twice is closed with 4429', async () => {
    const socket = await acknowledged();
    socket.send('{"type":"connection_init"}');
    expect(await closeCode(socket)).toBe(4429);
  });

  test('that subscribes before it begins is closed with 4401', async () => {
    const socket = await opened();
    socket.send('{"type":"subscribe","id":"1","payload":{"query":"{viewer{id}}"}}');
    expect(await closeCode(socket)).toBe(4401);
  });

  test('that uses an id twice is closed with 4409', async () => {
    const socket = await acknowledged();
    const variables = { designId: cast.designId, sinceRevision: 0 };
    const message = JSON.stringify({
      type: 'subscribe',
      id: '1',
      payload: { query: FOLLOW, variables },
    });
    socket.send(message);
    socket.send(message);
    expect(await closeCode(socket)).toBe(4409);
  });

  test.each(['{}', 'garbage', '{"type":"explode"}', '[]'])(
    'that says %s is closed with 4400',
    async (message) => {
      const socket = await acknowledged();
      socket.send(message);
      expect(await closeCode(socket)).toBe(4400);
    },
  );

  test('that says too much at once is closed with 1009', async () => {
    const socket = await acknowledged();
    socket.send(' '.repeat(LIMITS.messageBytes + 1));
    expect(await closeCode(socket)).toBe(1009);
  });

  test('that says too many things is closed with 4429', async () => {
    const socket = await acknowledged();
    for (let count = 0; count < 3 * LIMITS.messagesPerSecond; count++)
      socket.send('{"type":"ping"}');
    expect(await closeCode(socket)).toBe(4429);
  });

  test('does not carry a query', async () => {
    const socket = await acknowledged();
    const payload = { query: '{ viewer { id } }' };
    socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload }));
    expect(await nextMessage(socket)).toMatchObject({
      type: 'error',
      payload: [
        {
          message: 'Queries are answered over HTTP, not over the socket.',
          extensions: { code: 'BAD_INPUT' },
        },
      ],
    });
  });

  test('holds a bounded number of subscriptions', async () => {
    const socket = await acknowledged();
    const payload = { query: FOLLOW, variables: { designId: cast.designId, sinceRevision: 0 } };
    const errors: unknown[] = [];
    socket.on('message', (data) => {
      const message = JSON.parse(String(data));
      if (message.type === 'error') errors.push(message);
    });
    for (let index = 0; index <= LIMITS.subscriptions; index++) {
      socket.send(JSON.stringify({ type: 'subscribe', id: `s${index}`, payload }));
      if (index % 40 === 39) await new Promise((resolve) => setTimeout(resolve, 1_100));
    }
    await expect
      .poll(() => errors)
      .toMatchObject([
        { id: `s${LIMITS.subscriptions}`, payload: [{ extensions: { code: 'LIMIT_EXCEEDED' } }] },
      ]);
  });

  test('is closed with 4403 when the session behind it ends', async () => {
    const person = await signUp(server.url);
    const socket = await acknowledged(person);
    const closed = closeCode(socket);
    await person.auth('sign-out', {});
    expect(await closed).toBe(4403);
  });

  test('of a reader who stops reading is closed, and what waits for it stays bounded', async () => {
    const { owner } = cast.people;
    const designId = await makeDesign(owner, cast.projectId);
    const tab = openTab(owner, designId);
    const big = 'x'.repeat(190);
    for (let round = 0; round < 4; round++) {
      await tab.push(
        ...Array.from({ length: 500 }, (_, index) => addNode(`n${round}-${index}`, big)),
      );
    }
    const sleeper = await rawSubscriber(designId);
    sleeper.pause();
    const closed = once(sleeper, 'close');
    const waiting = () => server.services.database.wake.followed().includes(designId);
    await expect.poll(waiting).toBe(true);
    await expect.poll(waiting, { timeout: 40_000, interval: 250 }).toBe(false);
    sleeper.resume();
    await closed;
  });
});

/** A subscriber on a bare connection, which can really stop reading. */
async function rawSubscriber(designId: string) {
  const { hostname, port, host } = new URL(server.url);
  const connection = connect(Number(port), hostname === 'localhost' ? '127.0.0.1' : hostname);
  onTestFinished(() => {
    connection.destroy();
  });
  connection.on('error', () => {});
  connection.write(
    [
      'GET /api/graphql HTTP/1.1',
      `Host: ${host}`,
      `Origin: ${server.url}`,
      `Cookie: ${cast.people.owner.cookie()}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Protocol: graphql-transport-ws',
      '',
      '',
    ].join('\r\n'),
  );
  await once(connection, 'data');
  connection.write(frame('{"type":"connection_init"}'));
  await once(connection, 'data');
  for (let index = 0; index < 40; index++) {
    const payload = { query: FOLLOW, variables: { designId, sinceRevision: 0 } };
    connection.write(frame(JSON.stringify({ type: 'subscribe', id: `s${index}`, payload })));
  }
  return connection;
}

/** A text frame of a client, masked with zeros. */
function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  const head =
    payload.length < 126
      ? Buffer.from([0x81, 0x80 | payload.length])
      : Buffer.from([0x81, 0x80 | 126, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([head, Buffer.alloc(4), payload]);
}

describe('limits', () => {
  test.each([
    [
      'deeper than over HTTP',
      'subscription { designEvents(designId: "x", sinceRevision: 0) { operations { actor { ...on User { ...on User { ...on User { ...on User { ...on User { ...on User { ...on User { id } } } } } } } } } } }',
    ],
    [
      'with more aliases than over HTTP',
      `subscription { designEvents(designId: "x", sinceRevision: 0) { ${Array.from({ length: LIMITS.aliases + 1 }, (_, index) => `a${index}: toRevision`).join(' ')} } }`,
    ],
    [
      'with more words than over HTTP',
      `subscription { designEvents(designId: "x", sinceRevision: 0) { ${'toRevision '.repeat(LIMITS.tokens)} } }`,
    ],
    ['that names no field there is', 'subscription { everything { id } }'],
    ['that is no GraphQL', 'subscription {'],
  ])('refuse a subscription %s', async (_name, query) => {
    const socket = await acknowledged();
    const answer = nextMessage(socket);
    socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query } }));
    expect(await answer).toMatchObject({ type: 'error', id: '1', payload: [expect.anything()] });
    expect(socket.readyState).toBe(socket.OPEN);
  });

  test('close a socket that says too much before it is known whose it is', async () => {
    const socket = dialled();
    const closed = closeCode(socket);
    await once(socket, 'open');
    for (let count = 0; count < 3 * LIMITS.messagesPerSecond; count++) socket.send('{}');
    expect([4400, 4429]).toContain(await closed);
  });

  test.each([
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28])],
    ['a number', Buffer.from('7')],
    ['nothing', Buffer.from('')],
  ])('close a socket that says %s with 4400', async (_name, bytes) => {
    const socket = await acknowledged();
    const closed = closeCode(socket);
    socket.send(bytes, { binary: true });
    expect(await closed).toBe(4400);
  });

  test('let nobody have more than so many sockets, and take one again when another goes', async () => {
    const person = await signUp(server.url);
    const sockets: WebSocket[] = [];
    for (let count = 0; count < LIMITS.socketsOfPerson; count++) {
      sockets.push(await acknowledged(person));
    }
    const [first] = sockets;
    const oneTooMany = dial(server.url, person);
    expect(await closeCode(oneTooMany)).toBe(4429);
    await acknowledged();
    const gone = first && closeCode(first);
    first?.close();
    await gone;
    await vi.waitFor(() => acknowledged(person), { timeout: 10_000 });
  });
});

describe('the server', () => {
  test('tells every socket that it goes, with 1001', async () => {
    const leaving = await startTestServer(database);
    const events = follow(cast.people.owner.at(leaving.url), cast.designId, 0);
    await events.next();
    const ended = expect(events.next()).rejects.toMatchObject({ code: 1001 });
    await leaving.close();
    await ended;
  });
});
