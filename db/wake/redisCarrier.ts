import { createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '@/lib/errors';
import { type Carrier, TOPICS, type Topic } from './carrier';
import type { Dial } from './line';
import { lineCarrier } from './lineCarrier';

/** Redis would take more; what is longer than this is not worth carrying. */
const PAYLOAD_BYTES = 32 * 1024;
/** Twenty times a second, as often as a browser is told. */
const PRESENCE_PAUSE = 50;
const CONNECT_TIMEOUT = 5_000;
/** Characters of the signature before a payload. */
const TAG = 22;

export interface RedisOptions {
  /** `redis://…`, or `rediss://…` for TLS. */
  readonly url: string;
  /**
   * What only the instances on one database know. It keeps databases that share a Redis apart, and
   * makes what anybody else publishes there worthless.
   */
  readonly secret: string;
}

/**
 * Messages by the publish and subscribe of a Redis that a team runs already. The client is
 * `@redis/client`: the core of the one that Redis itself keeps, whose older rival recommends it.
 */
export async function redisCarrier({ url, secret }: RedisOptions): Promise<Carrier> {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address?.protocol !== 'redis:' && address?.protocol !== 'rediss:') {
    throw new AppError(
      'BAD_INPUT',
      'REDIS_URL must be an address like redis://user:password@host:6379, or rediss://… for TLS.',
    );
  }
  return lineCarrier({
    name: `Redis at ${address.host}`,
    payloadBytes: PAYLOAD_BYTES - TAG,
    presencePause: PRESENCE_PAUSE,
    dial: dialRedis(url, secret),
  });
}

function dialRedis(url: string, secret: string): Dial {
  const room = sign(secret, 'room');
  const channelOf = (topic: Topic) => `layerboard:${room}:${topic}`;
  return async ({ hear, lost }) => {
    // Loaded only where there is a Redis to talk to.
    const { createClient } = await import('@redis/client');
    const client = createClient({
      url,
      RESP: 3,
      name: 'layerboard-carrier',
      disableOfflineQueue: true,
      // Whoever dialled sees to it that it is dialled again.
      socket: { reconnectStrategy: false, connectTimeout: CONNECT_TIMEOUT },
    });
    client.on('error', lost);
    const end = async () => {
      if (client.isOpen) client.destroy();
    };
    try {
      await client.connect();
      for (const topic of TOPICS) {
        await client.subscribe(channelOf(topic), (sealed) => {
          const payload = unseal(secret, topic, sealed);
          if (payload !== undefined) hear(topic, payload);
        });
      }
    } catch (error) {
      await end();
      throw error;
    }
    return {
      async transmit(topic, payload) {
        await client.publish(channelOf(topic), sign(secret, topic + payload) + payload);
      },
      async ping() {
        await client.ping();
      },
      end,
    };
  };
}

function sign(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url').slice(0, TAG);
}

/** The payload, when somebody who knows the secret has sent it. */
function unseal(secret: string, topic: Topic, sealed: string): string | undefined {
  const payload = sealed.slice(TAG);
  const tag = Buffer.from(sealed.slice(0, TAG));
  const expected = Buffer.from(sign(secret, topic + payload));
  return tag.length === expected.length && timingSafeEqual(tag, expected) ? payload : undefined;
}
