import DataLoader from 'dataloader';
import type { Db } from '@/db/database';
import { usersByIds } from '@/db/queries/users/usersByIds';
import type { UserRow } from '@/db/schema/users';
import { BoundedMap } from '@/lib/boundedMap';

/** A new name is seen this much later at most. */
const KEPT_MILLISECONDS = 5_000;
const MOST_KEPT = 10_000;

export type People = DataLoader<string, UserRow | undefined>;

/**
 * People by id, as they were some seconds ago at most: for subscriptions, all of which name the same
 * few people many times a second.
 */
export function createPeople(db: Db): People {
  const kept = new BoundedMap<
    string,
    { readonly person: Promise<UserRow | undefined>; readonly at: number }
  >(MOST_KEPT);
  return new DataLoader<string, UserRow | undefined>(
    async (ids) => {
      const found = new Map((await usersByIds(db, ids)).map((person) => [person.id, person]));
      return ids.map((id) => found.get(id));
    },
    {
      cacheMap: {
        get(id) {
          const entry = kept.get(id);
          return entry && performance.now() - entry.at < KEPT_MILLISECONDS
            ? entry.person
            : undefined;
        },
        set(id, person) {
          kept.set(id, { person, at: performance.now() });
        },
        delete: (id) => kept.delete(id),
        clear: () => kept.clear(),
      },
    },
  );
}
