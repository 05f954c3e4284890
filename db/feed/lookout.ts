import type { Role } from '@/lib/access/permissions';
import type { Db } from '../database';
import { chunks } from '../documents/chunks';
import { type Place, rolesInDesigns } from '../queries/designs/rolesInDesigns';
import { newsOfDesigns } from '../queries/documents/newsOfDesigns';
import { report } from '../report';
import type { DesignFeed, Looker } from './designFeed';
import { KEPT } from './logTail';

/**
 * Asks the database for all feeds of a process: one look runs at a time, and whoever asks meanwhile
 * shares the next one. However many designs are busy, that is one query about the logs, and, a
 * second after the last time, one about who may see them.
 */
export class Lookout implements Looker {
  private asked = new Set<DesignFeed>();
  private running: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;
  private failing = false;
  private closed = false;

  constructor(private readonly db: Db) {}

  look(feed: DesignFeed): Promise<void> {
    this.asked.add(feed);
    this.next ??= this.running.then(() => {
      const feeds = [...this.asked];
      this.asked = new Set();
      this.next = undefined;
      const look = this.lookAt(feeds);
      this.running = look.catch(() => {});
      return look;
    });
    return this.next;
  }

  lookSoon(feed: DesignFeed): void {
    this.look(feed).catch(() => {});
  }

  /** From now on nothing is asked any more. */
  close(): void {
    this.closed = true;
  }

  private async lookAt(feeds: readonly DesignFeed[]): Promise<void> {
    if (this.closed) return;
    try {
      for (const some of chunks(feeds)) await this.lookAtSome(some);
    } catch (error) {
      if (!this.failing && !this.closed) {
        report('Looking for news of the open designs failed; it is tried again.', error);
      }
      this.failing = true;
      throw error;
    }
    if (this.failing) report('News of the open designs are read again.');
    this.failing = false;
  }

  /** The roles come last, so that they are no older than what they let somebody see. */
  private async lookAtSome(feeds: readonly DesignFeed[]): Promise<void> {
    const asked = new Map(feeds.map((feed) => [feed, feed.known()]));
    const news = await newsOfDesigns(this.db, [...asked.values()], KEPT);
    for (const [feed, known] of asked) feed.takeNews(known, news.get(feed.designId));
    await this.askForRoles(feeds);
    for (const feed of feeds) feed.tell();
  }

  private async askForRoles(feeds: readonly DesignFeed[]): Promise<void> {
    const doubtful = feeds
      .map((feed) => ({ feed, places: feed.placesInDoubt() }))
      .filter(({ places }) => places.length > 0);
    const at = performance.now();
    const found = await this.roles(doubtful.flatMap(({ places }) => places));
    for (const { feed, places } of doubtful) {
      feed.takeRoles(found.get(feed.designId) ?? new Map(), places, at);
    }
  }

  private async roles(
    places: readonly Place[],
  ): Promise<ReadonlyMap<string, ReadonlyMap<string, Role>>> {
    const found = new Map<string, Map<string, Role>>();
    for (const some of chunks(places)) {
      for (const [designId, roles] of await rolesInDesigns(this.db, some)) {
        found.set(designId, new Map([...(found.get(designId) ?? []), ...roles]));
      }
    }
    return found;
  }
}
