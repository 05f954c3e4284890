import type { UserRow } from '@/db/schema/users';
import { BoundedMap } from '@/lib/boundedMap';
import type { Auth } from './auth';

/** For this long a session is taken to be as it was; sockets, which stay open, are watched. */
const LATELY_MILLISECONDS = 2_000;
/** Sessions that are remembered. */
const MOST = 10_000;

/** Somebody with the session by which they are known. */
export interface SignedIn {
  readonly viewer: UserRow;
  readonly token: string;
}

/** Who is signed in, by the cookies of a request. */
export interface Viewers {
  /**
   * As of two seconds ago at most; whoever signed in or out in this very process is known at once. A
   * session that somebody works in is not asked for with every request.
   */
  lately(headers: Headers): Promise<SignedIn | undefined>;
  /** Asks for every session again, because one of them may have changed. */
  forget(): void;
}

export function createViewers(auth: Auth): Viewers {
  const remembered = new BoundedMap<
    string,
    { readonly person: Promise<SignedIn | undefined>; readonly until: number }
  >(MOST);

  async function now(headers: Headers): Promise<SignedIn | undefined> {
    const session = await auth.api.getSession({ headers });
    if (!session) return undefined;
    const { image = null, isAnonymous = false, ...user } = session.user;
    const viewer = { ...user, image, isAnonymous: isAnonymous ?? false };
    return { viewer, token: session.session.token };
  }

  return {
    lately(headers) {
      const cookie = headers.get('cookie');
      if (!cookie) return Promise.resolve(undefined);
      const moment = performance.now();
      const known = remembered.get(cookie);
      if (known && moment < known.until) return known.person;
      const person = now(headers);
      remembered.set(cookie, { person, until: moment + LATELY_MILLISECONDS });
      const drop = () => {
        if (remembered.get(cookie)?.person === person) remembered.delete(cookie);
      };
      // Only those who are signed in are remembered: nobody can fill the memory with cookies of their own making.
      person.then((known) => known ?? drop(), drop);
      return person;
    },
    forget: () => remembered.clear(),
  };
}
