import { once } from 'node:events';
import { expect, test } from 'vitest';
import type WebSocket from 'ws';
import { dial, subscribe } from '../../support/bareSocket';
import { letIn } from '../../support/cast';
import { WATCH } from '../../support/presenceTab';
import { addNode } from '../../support/seed';
import { servedCast } from '../../support/servedCast';
import { FOLLOW, openTab } from '../../support/tab';
import { guest, type Person } from '../../support/testClient';

const PEOPLE = 20;
const SOCKETS = 200;

const { database, server, cast } = await servedCast();
const people = await Promise.all(Array.from({ length: PEOPLE }, () => guest(server.url)));
for (const person of people) await letIn(cast.people.owner, person, cast.projectId, 'VIEWER');

interface Tab {
  readonly socket: WebSocket;
  /** Done once the revision has come. */
  reached(revision: number): Promise<void>;
}

/** A tab that opens a socket and follows the design, and, where it has a name, who is in it; done once it is live. */
async function goLive(
  person: Person,
  client: string | undefined,
  sinceRevision: number,
): Promise<Tab> {
  const { designId } = cast;
  const socket = dial(server.url, person);
  let revision = -1;
  let present = client === undefined;
  let look = () => {};
  socket.on('message', (data) => {
    const { type, id, payload } = JSON.parse(String(data));
    if (type === 'connection_ack') {
      subscribe(socket, 'log', FOLLOW, { designId, sinceRevision });
      if (client) subscribe(socket, 'presence', WATCH, { designId, client });
    }
    if (id === 'log') revision = payload.data.designEvents.toRevision;
    if (id === 'presence') present = true;
    look();
  });
  await once(socket, 'open');
  socket.send('{"type":"connection_init"}');
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      look = () => holds() && resolve();
      socket.once('close', (code) => reject(new Error(`Closed with ${code}.`)));
      look();
    });
  await until(() => revision >= sinceRevision && present);
  return { socket, reached: (wanted) => until(() => revision >= wanted) };
}

function allLive(sinceRevision: number): Promise<readonly Tab[]> {
  return Promise.all(
    Array.from({ length: SOCKETS }, (_, index) => {
      const person = people[index % PEOPLE];
      if (!person) throw new Error('There are people.');
      return goLive(person, index < PEOPLE ? `tab-${index}` : undefined, sinceRevision);
    }),
  );
}

test('[P10] two hundred sockets that drop at once are all live again, and nobody has missed anything', async () => {
  const writer = openTab(cast.people.editor, cast.designId);
  const before = await allLive(0);
  await writer.push(addNode('before'));
  await Promise.all(before.map((tab) => tab.reached(1)));
  for (const { socket } of before) socket.terminate();
  await writer.push(addNode('meanwhile'));
  const after = await allLive(1);
  await writer.push(addNode('after'));
  await Promise.all(after.map((tab) => tab.reached(3)));
  for (const { socket } of after) socket.terminate();
  await expect.poll(() => server.load().sockets, { timeout: 60_000 }).toBe(0);
  // Nothing of four hundred sockets is left.
  await expect.poll(() => database.wake.followed(), { timeout: 60_000 }).toEqual([]);
  expect(database.access.followed()).toEqual([]);
}, 300_000);
