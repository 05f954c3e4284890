import { expect, onTestFinished, test, vi } from 'vitest';
import { closeCode, dialIn, subscribe } from '../../support/bareSocket';
import { makeDesign } from '../../support/cast';
import { enter, HERE, WATCH } from '../../support/presenceTab';
import { makePusher } from '../../support/push';
import { addNode } from '../../support/seed';
import { servedCast } from '../../support/servedCast';
import { type DesignEvent, FOLLOW, follow } from '../../support/tab';

const { database, server, cast } = await servedCast();

const LAYERS = 500;
/** Each moves every layer, which is some 30 kB: together far more than any buffer below us holds. */
const MOVES = 600;

/** A design whose log is long: about 18 MB. */
async function longDesign(): Promise<string> {
  const designId = await makeDesign(cast.people.owner, cast.projectId);
  const ids = Array.from({ length: LAYERS }, (_, index) => `layer-with-a-long-name-${index}`);
  const tab = makePusher(database, designId, cast.people.owner.id);
  await tab.push(...ids.map((id) => addNode(id)));
  for (let move = 0; move < MOVES; move += 50) {
    await tab.push(
      ...Array.from({ length: 50 }, (_, index) => ({
        type: 'moveNodes',
        moves: ids.map((id) => ({ id, position: { x: move + index + 0.5, y: 1 } })),
      })),
    );
  }
  return designId;
}

test('[P10] who stops reading loses presence first, then the socket, and comes back to everything; others notice nothing', async () => {
  const { owner, editor, viewer, commenter } = cast.people;
  const designId = await longDesign();
  const head = LAYERS + MOVES;

  const sleeper = await dialIn(server.url, viewer);
  const messages: { id: string; payload: { data: Record<string, unknown> } }[] = [];
  sleeper.on('message', (data) => messages.push(JSON.parse(String(data))));
  const client = 'the-sleeper';
  subscribe(sleeper, 'presence', WATCH, { designId, client });
  await vi.waitFor(() => expect(messages).toHaveLength(1));
  for (let index = 0; index < 10; index++) {
    subscribe(sleeper, `log-${index}`, FOLLOW, { designId, sinceRevision: 0 });
  }
  sleeper.pause();
  const closed = closeCode(sleeper);
  const before = server.load().sockets;

  // What waits for the sleeper is at most what makes it be behind, and one page more.
  const waiting: number[] = [];
  const sampling = setInterval(() => waiting.push(server.load().waitingBytes), 20);
  onTestFinished(() => clearInterval(sampling));
  await vi.waitFor(() => expect(server.load().waitingBytes).toBeGreaterThan(0), 10_000);
  await new Promise((resolve) => setTimeout(resolve, 2_500));

  const watcher = enter(commenter, designId);
  const speaker = enter(editor, designId);
  await watcher.until((all) => all.length === 3);
  await speaker.say({ ...HERE, selection: ['late'] });
  await watcher.until((all) => all.some(({ state }) => JSON.stringify(state).includes('late')));
  const events = follow(owner, designId, head);
  await events.next();
  const tab = makePusher(database, designId, owner.id);
  await tab.push(addNode('news'));
  while ((await events.next()).toRevision < head + 1);

  await vi.waitFor(() => expect(server.load().sockets).toBeLessThanOrEqual(before + 2), 20_000);
  clearInterval(sampling);
  expect(Math.max(...waiting)).toBeLessThan(2.5 * 1024 * 1024);
  sleeper.resume();
  expect(await closed).toBe(4290);

  const frames = messages.filter(({ id }) => id === 'presence');
  expect(JSON.stringify(frames)).not.toContain('late');
  const log = messages
    .filter(({ id }) => id === 'log-0')
    .map(({ payload }) => payload.data.designEvents as DesignEvent);
  const seen = log.flatMap(({ operations }) => operations.map(({ revision }) => revision));
  const reached = seen.at(-1) ?? 0;
  expect(seen).toEqual(Array.from({ length: reached }, (_, index) => index + 1));
  expect(reached).toBeLessThan(head);

  const back = follow(viewer, designId, reached);
  for (let at = reached; at < head + 1; ) {
    const { fromRevision, toRevision, operations } = await back.next();
    expect(fromRevision).toBe(at);
    expect(operations).toHaveLength(toRevision - at);
    expect(Buffer.byteLength(JSON.stringify(operations))).toBeLessThan(1_000_000);
    at = toRevision;
  }
});
