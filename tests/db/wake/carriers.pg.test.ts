import { Client } from 'pg';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Carrier, Topic } from '@/db/wake/carrier';
import { postgresCarrier } from '@/db/wake/postgresCarrier';
import { redisCarrier } from '@/db/wake/redisCarrier';
import { createWake } from '@/db/wake/wake';
import { createCarrierBus } from '../../support/carrierBus';
import { hasRedis, startRedis } from '../../support/redisServer';
import { copyOfTemplate, ON_POSTGRES } from '../../support/testDatabase';

/** What stands between the instances, and how it can be hurt. */
interface Medium {
  join(): Promise<Carrier>;
  /** What somebody sends who is no instance. */
  publish(topic: Topic, text: string): Promise<void>;
  /** Loses what is sent for a moment, and with it every connection there is. */
  interrupt(): Promise<void>;
}

async function bus(): Promise<Medium> {
  const wires = createCarrierBus();
  return {
    join: async () => wires.join(),
    publish: async (topic, text) => wires.publish(topic, text),
    async interrupt() {
      wires.cut();
      wires.mend();
    },
  };
}

async function postgres(): Promise<Medium> {
  const url = await copyOfTemplate();
  const stranger = new Client({ connectionString: url });
  await stranger.connect();
  onTestFinished(() => stranger.end());
  return {
    join: () => postgresCarrier(url),
    async publish(topic, text) {
      await stranger.query('SELECT pg_notify($1, $2)', [`layerboard_${topic}`, text]);
    },
    async interrupt() {
      await stranger.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'layerboard-carrier' AND datname = current_database()`);
    },
  };
}

async function redis(): Promise<Medium> {
  const server = await startRedis();
  return {
    join: () => redisCarrier({ url: server.url, secret: 'known to the instances' }),
    async publish(topic, text) {
      const channels = (await server.command('PUBSUB', 'CHANNELS', `*:${topic}`)) as string[];
      expect(channels).toHaveLength(1);
      await server.command('PUBLISH', String(channels[0]), text);
    },
    async interrupt() {
      await server.stop();
      await server.start();
    },
  };
}

function quiet() {
  const spy = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => spy.mockRestore());
  return spy;
}

async function join(medium: Medium): Promise<Carrier> {
  const carrier = await medium.join();
  onTestFinished(() => carrier.close());
  return carrier;
}

function heard(carrier: Carrier, topic: Topic): string[] {
  const messages: string[] = [];
  carrier.listen(topic, (message) => messages.push(message));
  return messages;
}

function contract(open: () => Promise<Medium>): void {
  test('delivers to all the others, in order, and not to oneself', async () => {
    const medium = await open();
    const [one, two, three] = [await join(medium), await join(medium), await join(medium)];
    const [ofOne, ofTwo, ofThree] = [one, two, three].map((each) => heard(each, 'wake'));
    await one.send('wake', 'first');
    await one.send('wake', 'second with blanks, “quotes” and 三');
    await vi.waitFor(() => expect(ofThree).toHaveLength(2));
    await two.send('wake', 'third');
    await vi.waitFor(() => expect(ofOne).toEqual(['third']));
    await vi.waitFor(() => expect(ofThree).toHaveLength(3));
    expect(ofTwo).toEqual(['first', 'second with blanks, “quotes” and 三']);
    expect(ofThree).toEqual(['first', 'second with blanks, “quotes” and 三', 'third']);
  });

  test('keeps topics apart', async () => {
    const medium = await open();
    const [one, two] = [await join(medium), await join(medium)];
    const [wakes, accesses, presences] = [
      heard(two, 'wake'),
      heard(two, 'access'),
      heard(two, 'presence'),
    ];
    await one.send('presence', 'here');
    await one.send('wake', 'design');
    await one.send('access', 'ada');
    await vi.waitFor(() => expect(accesses).toEqual(['ada']));
    expect([wakes, presences]).toEqual([['design'], ['here']]);
  });

  test('carries a message of as many bytes as it says, and drops a longer one with a report', async () => {
    const medium = await open();
    const [one, two] = [await join(medium), await join(medium)];
    const messages = heard(two, 'wake');
    const said = quiet();
    await one.send('wake', `${'é'.repeat(one.limit / 2)}é`);
    expect(said).toHaveBeenCalledTimes(1);
    expect(said.mock.calls[0]?.[0]).toContain(`${one.limit} bytes`);
    await one.send('wake', 'x'.repeat(one.limit));
    await vi.waitFor(() => expect(messages).toHaveLength(1));
    expect(messages).toEqual(['x'.repeat(one.limit)]);
  });

  test('carries many wake-ups as few messages, each design once', async () => {
    const medium = await open();
    const [one, two] = [await join(medium), await join(medium)];
    const messages = heard(two, 'wake');
    const wake = createWake(one, 'wake');
    for (let round = 0; round < 100; round++) {
      for (const id of ['one', 'two', 'three']) wake.wake(id);
    }
    await vi.waitFor(() => expect(messages.length).toBeGreaterThanOrEqual(2));
    await one.send('wake', 'last');
    await vi.waitFor(() => expect(messages.at(-1)).toBe('last'));
    expect(messages).toEqual(['one', 'two three one', 'last']);
  });

  test('tells the gap after an interruption, and carries again', async () => {
    const medium = await open();
    const [one, two] = [await join(medium), await join(medium)];
    const messages = heard(two, 'wake');
    const gaps = [vi.fn(), vi.fn()];
    one.onGap(gaps[0] ?? vi.fn());
    two.onGap(gaps[1] ?? vi.fn());
    quiet();
    await medium.interrupt();
    for (const gap of gaps) await vi.waitFor(() => expect(gap).toHaveBeenCalled(), 20_000);
    await one.send('wake', 'after');
    await vi.waitFor(() => expect(messages).toEqual(['after']));
  });

  test('takes no harm from what a stranger sends', async () => {
    const medium = await open();
    const [one, two] = [await join(medium), await join(medium)];
    const messages = heard(two, 'wake');
    const woken = vi.fn();
    createWake(two, 'wake').follow('design', woken);
    for (const text of ['x', ' ', '{"__proto__":1}', '\u0001\u0002', 'y'.repeat(7_000)]) {
      await medium.publish('wake', text);
      await medium.publish('presence', text);
    }
    await one.send('wake', 'design');
    await vi.waitFor(() => expect(messages.at(-1)).toBe('design'));
    expect(woken).toHaveBeenCalledTimes(1);
  });

  test('says nothing and hears nothing once it is closed', async () => {
    const medium = await open();
    const one = await join(medium);
    const two = await medium.join();
    const [ofOne, ofTwo] = [heard(one, 'wake'), heard(two, 'wake')];
    const said = quiet();
    await two.close();
    await two.send('wake', 'from beyond');
    await one.send('wake', 'to nobody');
    const three = await join(medium);
    await three.send('wake', 'still here');
    await vi.waitFor(() => expect(ofOne).toEqual(['still here']));
    expect(ofTwo).toEqual([]);
    expect(said).not.toHaveBeenCalled();
  });
}

describe('a carrier within one process', () => contract(bus));

describe.runIf(ON_POSTGRES)('a carrier over NOTIFY', () => {
  contract(postgres);
});

describe.runIf(ON_POSTGRES && hasRedis())('a carrier over Redis', () => {
  contract(redis);

  test('does not hear what is meant for the instances of another database', async () => {
    const { url } = await startRedis();
    const carriers = [];
    for (const secret of ['one', 'one', 'other']) {
      const carrier = await redisCarrier({ url, secret });
      onTestFinished(() => carrier.close());
      carriers.push(carrier);
    }
    const [one, two, other] = carriers as [Carrier, Carrier, Carrier];
    const [ofTwo, ofOther] = [heard(two, 'wake'), heard(other, 'wake')];
    await one.send('wake', 'design');
    await vi.waitFor(() => expect(ofTwo).toEqual(['design']));
    await other.send('wake', 'design');
    await one.send('wake', 'again');
    await vi.waitFor(() => expect(ofTwo).toEqual(['design', 'again']));
    expect(ofOther).toEqual([]);
  });

  test('starts without Redis, says so once, and carries as soon as there is one', async () => {
    const server = await startRedis();
    await server.stop();
    const said = quiet();
    const [one, two] = [
      await redisCarrier({ url: server.url, secret: 's' }),
      await redisCarrier({ url: server.url, secret: 's' }),
    ];
    onTestFinished(() => one.close());
    onTestFinished(() => two.close());
    const messages = heard(two, 'wake');
    for (let count = 0; count < 50; count++) await one.send('wake', 'into the void');
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(said.mock.calls.map(([line]) => line)).toEqual([
      expect.stringContaining('carries no messages between the instances now'),
      expect.stringContaining('carries no messages between the instances now'),
    ]);
    await server.start();
    await vi.waitFor(() => expect(said).toHaveBeenCalledTimes(4), 20_000);
    expect(said.mock.calls.at(-1)?.[0]).toContain('carries messages between the instances again');
    await one.send('wake', 'design');
    await vi.waitFor(() => expect(messages).toEqual(['design']));
  });

  test('takes a server that no longer answers for lost, within some seconds', async () => {
    const server = await startRedis();
    const [one, two] = [
      await redisCarrier({ url: server.url, secret: 's' }),
      await redisCarrier({ url: server.url, secret: 's' }),
    ];
    onTestFinished(() => one.close());
    onTestFinished(() => two.close());
    const gap = vi.fn();
    two.onGap(gap);
    const messages = heard(two, 'wake');
    const said = quiet();
    server.freeze();
    onTestFinished(() => server.thaw());
    const stuck = one.send('wake', 'lost on the way');
    await vi.waitFor(() => expect(said).toHaveBeenCalledTimes(2), 15_000);
    await stuck;
    server.thaw();
    await vi.waitFor(() => expect(said).toHaveBeenCalledTimes(4), 20_000);
    expect(gap).toHaveBeenCalledTimes(1);
    await one.send('wake', 'after');
    await vi.waitFor(() => expect(messages.at(-1)).toBe('after'), 10_000);
  });

  test.each(['localhost:6379', 'http://localhost:6379', ''])(
    'refuses the address “%s” with a sentence',
    async (url) => {
      await expect(redisCarrier({ url, secret: 's' })).rejects.toThrow(
        'REDIS_URL must be an address like redis://user:password@host:6379, or rediss://… for TLS.',
      );
    },
  );
});
