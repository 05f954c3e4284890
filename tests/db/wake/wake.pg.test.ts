import { sql } from 'drizzle-orm';
import { Client } from 'pg';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { openPostgres } from '@/db/open/openPostgres';
import { createWake } from '@/db/wake/wake';
import { makePusher } from '../../support/push';
import { addNode, seedDesign, seedProject, seedUser } from '../../support/seed';
import { copyOfTemplate, ON_POSTGRES } from '../../support/testDatabase';

describe.runIf(ON_POSTGRES)('between two instances', () => {
  test('a commit in one wakes the followers in the other', async () => {
    const url = await copyOfTemplate();
    const [one, two] = [await openPostgres({ url }), await openPostgres({ url })];
    onTestFinished(() => one.close());
    onTestFinished(() => two.close());
    const owner = await seedUser(one);
    const design = await seedDesign(one, owner, await seedProject(one, owner));
    const woken = new Promise<void>((resolve) => two.wake.follow(design.id, resolve));
    await makePusher(one, design.id, owner.id).push(addNode('a'));
    await woken;
  });

  test('a follower is told although the message was lost, and hears again once the connection is back', async () => {
    const url = await copyOfTemplate();
    const [one, two] = [await openPostgres({ url }), await openPostgres({ url })];
    onTestFinished(() => one.close());
    onTestFinished(() => two.close());
    const owner = await seedUser(one);
    const design = await seedDesign(one, owner, await seedProject(one, owner));
    const follower = await two.feeds.follow(design.id, owner.id, () => {});
    onTestFinished(() => follower.stop());
    const silenced = vi.spyOn(console, 'error').mockImplementation(() => {});
    onTestFinished(() => silenced.mockRestore());
    await one.db.execute(sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'layerboard-carrier' and datname = current_database()
    `);
    await makePusher(one, design.id, owner.id).push(addNode('a'));
    await vi.waitFor(() => expect(follower.standing().revision).toBe(1), { timeout: 10_000 });
    await vi.waitFor(
      async () => {
        const { rows } = (await one.db.execute(sql`
          select count(*)::int as count from pg_stat_activity
          where application_name = 'layerboard-carrier' and datname = current_database()
        `)) as unknown as { rows: readonly { count: number }[] };
        expect(rows).toEqual([{ count: 2 }]);
      },
      { timeout: 10_000 },
    );
  });

  test('messages say which designs moved, each once, and nothing of their content', async () => {
    const url = await copyOfTemplate();
    const database = await openPostgres({ url });
    onTestFinished(() => database.close());
    const listener = new Client({ connectionString: url });
    await listener.connect();
    onTestFinished(() => listener.end());
    const payloads: string[] = [];
    listener.on('notification', ({ payload }) => payloads.push(payload ?? ''));
    await listener.query('LISTEN layerboard_wake');
    for (const id of ['one', 'two', 'two', 'two', 'three']) database.wake.wake(id);
    await vi.waitFor(() => expect(payloads).toHaveLength(2));
    expect(payloads.map((payload) => payload.split(' ').slice(1))).toEqual([
      ['one'],
      ['two', 'three'],
    ]);
  });
});

test('a message never has more bytes than the carrier takes', async () => {
  const sent: string[] = [];
  let release = () => {};
  const wake = createWake(
    {
      limit: 40,
      presencePause: 0,
      send: async (_topic, message) => {
        sent.push(message);
        if (sent.length === 1) await new Promise<void>((resolve) => (release = resolve));
      },
      listen: () => {},
      onGap: () => {},
      close: async () => {},
    },
    'wake',
  );
  const ids = Array.from({ length: 20 }, (_, index) => `design-${index}`);
  for (const id of ids) wake.wake(id);
  release();
  await vi.waitFor(() => expect(sent.join(' ').split(' ')).toEqual(ids));
  expect(Math.max(...sent.map((message) => message.length))).toBeLessThan(40);
});
