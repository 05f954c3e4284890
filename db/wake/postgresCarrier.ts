import { Client } from 'pg';
import { type Carrier, TOPICS, type Topic } from './carrier';
import type { Dial } from './line';
import { lineCarrier } from './lineCarrier';

/** Postgres refuses a payload of 8,000 bytes. */
const PAYLOAD_BYTES = 7_999;
/** Five times a second: every notification takes a lock of the whole server at its commit. */
const PRESENCE_PAUSE = 200;
const CONNECT_TIMEOUT = 5_000;

/**
 * Messages by NOTIFY, from one connection of its own that also listens. Never in the transaction of
 * a push: a commit with a notification holds a lock of the whole server.
 */
export function postgresCarrier(connectionString: string): Promise<Carrier> {
  return lineCarrier({
    name: 'The connection for LISTEN and NOTIFY',
    payloadBytes: PAYLOAD_BYTES,
    presencePause: PRESENCE_PAUSE,
    dial: dialPostgres(connectionString),
  });
}

function dialPostgres(connectionString: string): Dial {
  return async ({ hear, lost }) => {
    const client = new Client({
      connectionString,
      application_name: 'layerboard-carrier',
      connectionTimeoutMillis: CONNECT_TIMEOUT,
    });
    client.on('error', lost);
    client.on('end', () => lost(new Error('The server has closed the connection.')));
    client.on('notification', ({ channel, payload = '' }) => {
      const topic = TOPICS.find((known) => channelOf(known) === channel);
      if (topic) hear(topic, payload);
    });
    try {
      await client.connect();
      // A notification is no loss: its commit need not wait for the disk.
      await client.query('SET synchronous_commit TO off');
      for (const topic of TOPICS) await client.query(`LISTEN ${channelOf(topic)}`);
    } catch (error) {
      void client.end().catch(() => {});
      throw error;
    }
    return {
      async transmit(topic, payload) {
        await client.query('SELECT pg_notify($1, $2)', [channelOf(topic), payload]);
      },
      async ping() {
        await client.query('SELECT 1');
      },
      end: () => client.end(),
    };
  };
}

function channelOf(topic: Topic): string {
  return `layerboard_${topic}`;
}
