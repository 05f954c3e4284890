import type { UserRow } from '@/db/schema/users';
import type { Auth } from './auth';

/** For this long a session is taken to be as it was; sockets, which stay open, ask anew. */
const LATELY_MILLISECONDS = 2_000;
/** Sessions that are remembered; beyond it all are asked for again. */
const MOST = 10_000;

/** Who is signed in, by the cookies of a request. */
export interface Viewers {
  /**
   * As of two seconds ago at most; whoever signed in or out in this very process is known at once. A
   * session that somebody works in is not asked for with every request.
   */
  lately(headers: Headers): Promise<UserRow | undefined>;
  /** As the database knows it now. */
  now(headers: Headers): Promise<UserRow | undefined>;
  /** Asks for every session again, because one of them may have changed. */
  forget(): void;
}

export function createViewers(auth: Auth): Viewers {
  const remembered = new Map<
    string,
    { readonly viewer: Promise<UserRow | undefined>; readonly until: number }
  >();

  async function now(headers: Headers): Promise<UserRow | undefined> {
    const session = await auth.api.getSession({ headers });
    if (!session) return undefined;
    const { image = null, isAnonymous = false, ...user } = session.user;
    return { ...user, image, isAnonymous: isAnonymous ?? false };
  }

  return {
    now,
    lately(headers) {
      const cookie = headers.get('cookie');
      if (!cookie) return Promise.resolve(undefined);
      const moment = performance.now();
      const known = remembered.get(cookie);
      if (known && moment < known.until) return known.viewer;
      if (remembered.size >= MOST) remembered.clear();
      const viewer = now(headers);
      remembered.set(cookie, { viewer, until: moment + LATELY_MILLISECONDS });
      const drop = () => {
        if (remembered.get(cookie)?.viewer === viewer) remembered.delete(cookie);
      };
      // Only those who are signed in are remembered: nobody can fill the memory with cookies of their own making.
      viewer.then((row) => row ?? drop(), drop);
      return viewer;
    },
    forget: () => remembered.clear(),
  };
}
