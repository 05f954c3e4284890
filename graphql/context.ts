import type { Db } from '@/db/database';
import type { UserRow } from '@/db/schema/users';
import { createLoaders, type Loaders } from './loaders';
import type { Services } from './services';
import { NO_PACE, type Pace } from './transports/pace';

/** What every resolver is given: the person who asks, and what answers are made of. */
export interface Context {
  readonly services: Services;
  readonly db: Db;
  /** Undefined when nobody is signed in. */
  readonly viewer: UserRow | undefined;
  readonly loaders: Loaders;
  /** Whether whoever listens to the answer keeps up with it. */
  readonly pace: Pace;
}

/** The context of a request, from the cookies among its headers. */
export async function makeContext(services: Services, headers: Headers): Promise<Context> {
  return requestContext(services, (await services.viewers.lately(headers))?.viewer);
}

/** The context of something that is answered once. */
export function requestContext(services: Services, viewer: UserRow | undefined): Context {
  const { db } = services.database;
  const loaders = createLoaders(db, viewer?.id, { remember: true });
  return { services, db, viewer, loaders, pace: NO_PACE };
}

/** The context of a subscription, which sees things as they are now. */
export function subscriptionContext(
  services: Services,
  viewer: UserRow | undefined,
  pace: Pace,
): Context {
  const { people, database } = services;
  const { db } = database;
  const loaders = createLoaders(db, viewer?.id, { remember: false, people });
  return { services, db, viewer, loaders, pace };
}
