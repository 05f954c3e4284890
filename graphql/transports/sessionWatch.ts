import type { Database } from '@/db/database';
import { chunks } from '@/db/documents/chunks';
import { liveSessions } from '@/db/queries/users/liveSessions';
import { report } from '@/db/report';

/** Whether those who hold sockets are still signed in is asked this often, of all of them at once. */
const RECHECK_MILLISECONDS = 4_000;

/** The session behind a socket. */
export interface WatchedSession {
  readonly token: string;
  readonly userId: string;
}

/** Tells when sessions end: at once where whoever ends them says so, else within some seconds. */
export interface SessionWatch {
  /** Calls back once when the session has ended. Returns what ends the watching. */
  watch(session: WatchedSession, onEnd: () => void): () => void;
  close(): void;
}

export function createSessionWatch({ db, access }: Pick<Database, 'db' | 'access'>): SessionWatch {
  const watched = new Map<symbol, WatchedSession & { readonly onEnd: () => void }>();
  let looking = false;
  let again = false;
  let failing = false;
  let closed = false;

  async function look(): Promise<void> {
    again = true;
    if (looking) return;
    looking = true;
    while (again && !closed) {
      again = false;
      await lookOnce().catch((error) => {
        if (!failing) {
          report('Whether sessions go on could not be asked; it is tried again.', error);
        }
        failing = true;
      });
    }
    looking = false;
  }

  async function lookOnce(): Promise<void> {
    const asked = [...watched];
    const tokens = [...new Set(asked.map(([, { token }]) => token))];
    for (const some of chunks(tokens)) {
      const alive = await liveSessions(db, some);
      const among = new Set(some);
      for (const [key, { token, userId, onEnd }] of asked) {
        if (!among.has(token) || alive.get(token) === userId) continue;
        if (watched.delete(key)) onEnd();
      }
    }
    failing = false;
  }

  const timer = setInterval(() => void look(), RECHECK_MILLISECONDS);
  timer.unref();
  return {
    watch(session, onEnd) {
      const key = Symbol(session.userId);
      watched.set(key, { ...session, onEnd });
      const unfollow = access.follow(session.userId, () => void look());
      // It may have ended while the socket was being opened.
      void look();
      return () => {
        watched.delete(key);
        unfollow();
      };
    },
    close() {
      closed = true;
      clearInterval(timer);
    },
  };
}
