import { closeDatabase, database } from '@/db/client';
import type { Database } from '@/db/database';
import { type Auth, type AuthSettings, createAuth } from './auth';
import { createPeople, type People } from './people';
import { createPresenceHub, type PresenceHub } from './presence/presenceHub';
import { createClientAddress } from './transports/clientAddress';
import { createSessionWatch, type SessionWatch } from './transports/sessionWatch';
import { createViewers, type Viewers } from './viewers';

/** What a process has one of, for all its requests. */
export interface Services {
  readonly database: Database;
  readonly auth: Auth;
  readonly viewers: Viewers;
  readonly presence: PresenceHub;
  readonly people: People;
  readonly sessions: SessionWatch;
  /** Whom a socket comes from. */
  readonly clientAddress: ReturnType<typeof createClientAddress>;
  /** The schema is told, and guesses are made, only elsewhere. */
  readonly production: boolean;
  /** Host under which people reach Layerboard, where it differs from the one that requests name. */
  readonly publicHost: string | undefined;
  /** Ends what runs in the background. The database is closed by whoever opened it. */
  close(): void;
}

export interface ServiceSettings extends AuthSettings {
  readonly production: boolean;
}

export async function createServices(
  open: Database,
  { production, ...authSettings }: ServiceSettings,
): Promise<Services> {
  const auth = await createAuth(open, authSettings);
  const viewers = createViewers(auth);
  const { publicUrl, trustedProxies = [] } = authSettings;
  const sessions = createSessionWatch(open);
  const presence = createPresenceHub(open.carrier);
  return {
    database: open,
    auth: {
      ...auth,
      // Whoever signs in or out is somebody else from then on.
      handler: (request) => auth.handler(request).finally(viewers.forget),
    },
    viewers,
    presence,
    people: createPeople(open.db),
    sessions,
    clientAddress: createClientAddress(trustedProxies),
    production,
    publicHost: publicUrl === undefined ? undefined : new URL(publicUrl).host,
    close() {
      presence.close();
      sessions.close();
    },
  };
}

/** Next loads modules several times in one process; what there may be only one of lives on globalThis. */
const KEY = Symbol.for('layerboard.services');
const holder = globalThis as { [KEY]?: Promise<Services> | undefined };

/** The services of this process, on its database, with the settings of the environment. */
export function services(): Promise<Services> {
  holder[KEY] ??= fromEnvironment().catch((error) => {
    holder[KEY] = undefined;
    throw error;
  });
  return holder[KEY];
}

/** Ends the services of this process, and closes its database, if they were ever asked for. */
export async function closeServices(): Promise<void> {
  const running = await holder[KEY]?.catch(() => undefined);
  holder[KEY] = undefined;
  running?.close();
  await closeDatabase();
}

async function fromEnvironment(): Promise<Services> {
  const { env } = process;
  return createServices(await database(), {
    production: env.NODE_ENV === 'production',
    secret: env.BETTER_AUTH_SECRET || undefined,
    publicUrl: env.LAYERBOARD_URL || undefined,
    trustedProxies: env.LAYERBOARD_TRUSTED_PROXIES?.split(',').map((each) => each.trim()),
    rateLimit: env.LAYERBOARD_RATE_LIMIT !== 'off',
  });
}
