import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { addNode } from '../support/seed';
import { PUSH } from '../support/tab';
import { ON_POSTGRES } from '../support/testDatabase';
import { backUp } from './support/backup';
import { expectWhole } from './support/expectWhole';
import { holdDesign, waitingForLocks } from './support/holdDesign';
import { stageOfFile } from './support/stageOfFile';
import { alterDatabase, CARRIERS, fillDisk, terminate, WRITERS } from './support/upset';

const { stage, server, databaseUrl, open } = stageOfFile();

describe.runIf(ON_POSTGRES)('a database server', () => {
  test.for(['SIGKILL', 'SIGQUIT', 'SIGINT'] as const)(
    '[F2] that is ended by %s under load and started again has lost nothing',
    async (signal) => {
      const scene = await open(signal.length + 20, { people: 4 });
      scene.work();
      await sleep(500);
      await server().postgres.halt(signal);
      await sleep(500);
      await server().postgres.start();
      await sleep(500);
      await expectWhole(scene);
    },
  );

  test('[F3] that ends connections under load loses nothing', async () => {
    const scene = await open(31, { people: 4 });
    scene.work();
    for (let round = 0; round < 12; round++) {
      await sleep(100);
      await terminate(server(), round % 3 === 0 ? CARRIERS : WRITERS);
    }
    await expectWhole(scene);
  });

  test('[F3] that ends the connection of a writer in the middle of a transaction has the work once', async () => {
    const scene = await open(32);
    const [ada] = scene.pair();
    const holding = await holdDesign(databaseUrl(), scene.designId);
    ada.client.store.perform([addNode('kept')]);
    await expect.poll(() => waitingForLocks(databaseUrl()), { timeout: 30_000 }).toBeGreaterThan(0);
    await terminate(server(), `${WRITERS} AND wait_event_type = 'Lock'`);
    await holding.release();
    expect(await expectWhole(scene)).toMatchObject({ logged: 1 });
    expect(ada.client.session.view.nodes.has('kept')).toBe(true);
  });

  test('[F8] whose locks run out of time loses nothing', async () => {
    const scene = await open(81, { people: 3 });
    await alterDatabase(server(), "SET lock_timeout = '300ms'");
    scene.work();
    for (let round = 0; round < 2; round++) {
      const holding = await holdDesign(databaseUrl(), scene.designId);
      await sleep(1_000);
      await holding.release();
      await sleep(300);
    }
    await alterDatabase(server(), 'RESET lock_timeout');
    await expectWhole(scene);
  });

  test('[F8] that meets a deadlock loses nothing', async () => {
    const scene = await open(82);
    const [ada] = scene.pair();
    ada.client.store.perform([addNode('first')]);
    await expect.poll(() => ada.client.told.length, { timeout: 30_000 }).toBe(1);
    const other = new Client({ connectionString: databaseUrl() });
    await other.connect();
    // The instance finds the deadlock, and is the one that gives way.
    await other.query("SET deadlock_timeout = '20s'");
    await other.query('BEGIN');
    await other.query('SELECT * FROM document_clients WHERE design_id = $1 FOR UPDATE', [
      scene.designId,
    ]);
    ada.client.store.perform([addNode('second')]);
    await expect.poll(() => waitingForLocks(databaseUrl()), { timeout: 30_000 }).toBeGreaterThan(0);
    await other.query('SELECT * FROM designs WHERE id = $1 FOR UPDATE', [scene.designId]);
    await other.query('ROLLBACK');
    await other.end();
    expect(await expectWhole(scene)).toMatchObject({ logged: 2 });
  });

  test('[F8] whose connections are all taken loses nothing', async () => {
    const [first] = stage().instances;
    const scenes = await Promise.all(
      [83, 84, 85].map((seed) => open(seed, { people: 4, instances: [first] })),
    );
    const other = new Client({ connectionString: databaseUrl() });
    await other.connect();
    await other.query('BEGIN');
    await other.query('LOCK TABLE designs IN ACCESS EXCLUSIVE MODE');
    for (const scene of scenes) scene.work();
    await sleep(1_000);
    for (const scene of scenes) await scene.rest();
    // Longer than an instance waits for a connection.
    await sleep(10_500);
    await other.query('ROLLBACK');
    await other.end();
    for (const scene of scenes) await expectWhole(scene);
  });

  const noChanges = [
    [
      'takes no changes',
      () => alterDatabase(server(), 'SET default_transaction_read_only = on'),
      () => alterDatabase(server(), 'RESET default_transaction_read_only'),
    ],
    ['has no space left', () => fillDisk(server(), true), () => fillDisk(server(), false)],
  ] as const;
  test.for(noChanges)(
    '[F9] that %s says so, is offline for those who draw, and goes on when it does',
    async ([name, begin, end]) => {
      const scene = await open(name.length + 90, { people: 3 });
      const [ada] = scene.pair();
      await begin();
      scene.work();
      const { person, instance } = ada;
      const operations = [{ seq: 1, gesture: 'g', operation: addNode('refused') }];
      const variables = { designId: scene.designId, client: 'by-hand', operations };
      const { errors } = await person.at(instance.url).ask(PUSH, variables);
      expect(errors).toMatchObject([
        {
          message: 'The database takes no changes at the moment. Nothing is lost; try again later.',
          extensions: { code: 'UNAVAILABLE' },
        },
      ]);
      await expect
        .poll(() => ada.client.store.getState().connection, { timeout: 30_000, interval: 5 })
        .toMatchObject({ status: 'offline', reason: errors?.[0]?.message });
      await end();
      await expectWhole(scene);
    },
  );

  test('[F15] whose wake-ups do not get through still brings everybody together within 5 s', async () => {
    const [first, second] = stage().instances;
    const scene = await open(151, { instances: [first, second ?? first] });
    const [ada, ben] = scene.pair();
    server().line.set({ whom: 'layerboard-carrier', out: 'hold', in: 'hold' });
    server().line.reset('layerboard-carrier');
    for (const id of ['one', 'two', 'three']) {
      ada.client.store.perform([addNode(id)]);
      await expect
        .poll(() => ada.client.told.length > 0 && ada.client.session.pending.length, {
          timeout: 30_000,
          interval: 5,
        })
        .toBe(0);
      const answered = performance.now();
      await expect
        .poll(() => ben.client.session.view.nodes.has(id), { timeout: 30_000, interval: 20 })
        .toBe(true);
      expect(performance.now() - answered).toBeLessThan(5_000);
    }
    server().line.set({});
    await expectWhole(scene);
  });
});

describe('a database that is restored to an older backup', () => {
  test('[F11] is noticed by everybody; what was acknowledged before it and what was not sent is there', async () => {
    const scene = await open(111, { people: 3 });
    const [ada] = scene.pair();
    await scene.workFor(500);
    await scene.quiet();
    const restore = await backUp(stage());
    const before = scene.answered();
    await scene.workFor(500);
    ada.line.set({ out: 'hold' });
    ada.client.store.perform([addNode('unsent')]);
    const forgotten = new Set([...scene.answered()].filter((gesture) => !before.has(gesture)));
    await restore();
    await expectWhole(scene, forgotten);
    for (const { session } of scene.clients) expect(session.view.nodes.has('unsent')).toBe(true);
  });
});
