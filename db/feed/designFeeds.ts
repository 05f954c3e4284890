import type { Role } from '@/lib/access/permissions';
import type { Db } from '../database';
import type { LogRow } from '../queries/documents/logRow';
import type { Wake } from '../wake/wake';
import { DesignFeed, type Standing } from './designFeed';
import { Lookout } from './lookout';

/**
 * Everything that is followed is looked at this often although nothing happens: for access that was
 * taken away and wake-ups that were lost.
 */
const LOOK_MILLISECONDS = 3_000;

/** One person's view of a design while they follow it. */
export interface Follower {
  standing(): Standing;
  /** The log after a revision, as far as the standing goes and as much as a subscriber gets at once. PROTOCOL P10. */
  read(after: number): Promise<readonly LogRow[]>;
  /** The same at once; undefined where it is not in memory. */
  atHand(after: number): readonly LogRow[] | undefined;
  stop(): void;
}

/** Designs that are followed in this process. Each is looked at once for all its followers. */
export interface DesignFeeds {
  /**
   * Follows a design for somebody. `onNews` is called when the standing may have changed, some
   * seconds after access was taken away at the latest. The first look is done when this returns.
   */
  follow(designId: string, userId: string, onNews: (standing: Standing) => void): Promise<Follower>;
  /** Hands what this process has just committed to those who follow the design here, without asking the database. */
  committed(designId: string, operations: readonly LogRow[]): void;
  /** What is known here of the log after a revision, without asking the database. */
  newsAfter(designId: string, revision: number): readonly LogRow[];
  /** What somebody who follows the design here may do in it, as of the last look. */
  roleOf(designId: string, userId: string): Role | undefined;
  /** Forgets what is in memory of every log, as after a connection was lost: the database may be another one. */
  forget(): void;
  close(): void;
}

export interface DesignFeedsOptions {
  readonly db: Db;
  /** By design: there is something new. */
  readonly wake: Wake;
  /** By person: they may do more, or less. */
  readonly access: Wake;
}

export function createDesignFeeds({ db, wake, access }: DesignFeedsOptions): DesignFeeds {
  const feeds = new Map<string, DesignFeed>();
  const lookout = new Lookout(db);
  const timer = setInterval(() => {
    for (const feed of feeds.values()) {
      feed.tidy();
      feed.doubtRoles();
    }
  }, LOOK_MILLISECONDS);
  timer.unref();
  return {
    committed(designId, operations) {
      feeds.get(designId)?.committed(operations);
    },
    forget() {
      for (const feed of feeds.values()) feed.forget();
    },
    newsAfter: (designId, revision) => feeds.get(designId)?.newsAfter(revision) ?? [],
    roleOf: (designId, userId) => feeds.get(designId)?.standing(userId).role,
    async follow(designId, userId, onNews) {
      const feed = feeds.get(designId) ?? new DesignFeed({ db, wake, access, lookout, designId });
      feeds.set(designId, feed);
      const leave = feed.enter(userId, onNews);
      const stop = () => {
        leave();
        if (feed.isDeserted && feeds.get(designId) === feed) {
          feed.end();
          feeds.delete(designId);
        }
      };
      try {
        await lookout.look(feed);
      } catch (error) {
        stop();
        throw error;
      }
      return {
        standing: () => feed.standing(userId),
        read: async (after) => feed.atHand(after) ?? feed.read(after),
        atHand: (after) => feed.atHand(after),
        stop,
      };
    },
    close() {
      clearInterval(timer);
      lookout.close();
    },
  };
}
