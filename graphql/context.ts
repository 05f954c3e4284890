import type { Db } from '@/db/database';
import type { UserRow } from '@/db/schema/users';
import { createLoaders, type Loaders } from './loaders';
import type { Services } from './services';

/** What every resolver is given: the person who asks, and what answers are made of. */
export interface Context {
  readonly services: Services;
  readonly db: Db;
  /** Undefined when nobody is signed in. */
  readonly viewer: UserRow | undefined;
  readonly loaders: Loaders;
}

/** The context of a request, from the cookies among its headers. */
export async function makeContext(services: Services, headers: Headers): Promise<Context> {
  return contextOf(services, await services.viewers.lately(headers), { remember: true });
}

export function contextOf(
  services: Services,
  viewer: UserRow | undefined,
  options: { readonly remember: boolean },
): Context {
  const { db } = services.database;
  return { services, db, viewer, loaders: createLoaders(db, viewer?.id, options) };
}
