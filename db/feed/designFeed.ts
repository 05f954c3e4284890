import type { Role } from '@/lib/access/permissions';
import type { Db } from '../database';
import type { Place } from '../queries/designs/rolesInDesigns';
import { type LogRow, toLogRow } from '../queries/documents/logRow';
import type { DesignNews, Known } from '../queries/documents/newsOfDesigns';
import { report } from '../report';
import type { Wake } from '../wake/wake';
import { LogReader } from './logReader';
import { LogTail } from './logTail';
import { pageOf } from './page';

/** How a design stands for one person who follows it. */
export interface Standing {
  /** Newest revision; undefined when the design is gone. */
  readonly revision: number | undefined;
  /** Moves when the log is another one than before, as after the database was restored. */
  readonly era: number;
  readonly activity: number;
  /** What the person may do, as of some seconds ago at most; undefined once access was taken away. */
  readonly role: Role | undefined;
}

/** What somebody may do is taken to be so for this long while operations come in. */
const ROLES_MILLISECONDS = 1_000;

interface Visitor {
  readonly userId: string;
  readonly onNews: (standing: Standing) => void;
}

/** Whatever asks the database for many feeds at once. */
export interface Looker {
  /** Done after a look that began later than this call. */
  look(feed: DesignFeed): Promise<void>;
  /** The same, for whoever does not wait for it. */
  lookSoon(feed: DesignFeed): void;
}

export interface DesignFeedOptions {
  readonly db: Db;
  readonly wake: Wake;
  readonly access: Wake;
  readonly lookout: Looker;
  readonly designId: string;
}

/** What the followers of one design in one process share: its newest operations, and who may still see it. */
export class DesignFeed {
  readonly designId: string;
  private readonly access: Wake;
  private readonly lookout: Looker;
  private readonly visitors = new Map<symbol, Visitor>();
  private readonly unfollow: () => void;
  private readonly reader: LogReader;
  /** As far as this process knows; followers are told when it is known, too, who they may be. */
  private readonly tail = new LogTail();
  /** Whether the database has to say first that the log is still the one that is known. */
  private doubted = false;
  private era = 0;
  private activity = 0;
  private told: Omit<Standing, 'role'> = { revision: undefined, era: 0, activity: 0 };
  private roles: ReadonlyMap<string, Role> = new Map();
  private askedFor: ReadonlySet<string> = new Set();
  /** When the roles were asked for, and when they were last said to have changed. */
  private rolesAt = Number.NEGATIVE_INFINITY;
  private doubtedAt = Number.NEGATIVE_INFINITY;

  constructor({ db, wake, access, lookout, designId }: DesignFeedOptions) {
    this.designId = designId;
    this.access = access;
    this.lookout = lookout;
    this.reader = new LogReader(db, designId);
    this.unfollow = wake.follow(designId, () => lookout.lookSoon(this));
  }

  get isDeserted(): boolean {
    return this.visitors.size === 0;
  }

  enter(userId: string, onNews: (standing: Standing) => void): () => void {
    const visitor = Symbol(userId);
    const unfollow = this.access.follow(userId, () => this.doubtRoles());
    this.visitors.set(visitor, { userId, onNews });
    return () => {
      this.visitors.delete(visitor);
      unfollow();
    };
  }

  end(): void {
    this.unfollow();
  }

  /** Forgets the log, which is read again and held against what was known of it. */
  forget(): void {
    this.tail.reset(this.tail.newest);
    this.reader.forget();
    this.doubted = true;
  }

  /** What is in memory of the log after a revision, if that is where it begins or goes on. */
  newsAfter(after: number): readonly LogRow[] {
    return this.tail.after(after);
  }

  standing(userId: string): Standing {
    return { ...this.told, role: this.roles.get(userId) };
  }

  /** The log after a revision, as far as the standing goes and as much as a subscriber gets at once; undefined where it has to be read. */
  atHand(after: number): readonly LogRow[] | undefined {
    const upTo = this.told.revision ?? 0;
    if (after >= upTo) return [];
    const news = this.tail.after(after);
    return news.length > 0 ? pageOf(news, 0, upTo) : undefined;
  }

  /** The same, read from the log of the database. */
  async read(after: number): Promise<readonly LogRow[]> {
    const upTo = this.told.revision ?? 0;
    const rows = await this.reader.read(after);
    return pageOf(rows, Math.max(0, after + 1 - (rows[0]?.revision ?? 0)), upTo);
  }

  /** Takes what this process has committed. Where it does not follow on what is known, or the roles are of yesterday, the database is asked. */
  committed(operations: readonly LogRow[]): void {
    const [first] = operations;
    const { newest } = this.tail;
    if (this.doubted || !newest || !first || first.revision > newest.revision + 1) {
      this.lookout.lookSoon(this);
      return;
    }
    this.tail.append(operations.map(toLogRow));
    if (this.rolesAreDue()) this.lookout.lookSoon(this);
    else this.tell();
  }

  /** What to ask the database about the log. */
  known(): Known {
    return { designId: this.designId, after: this.tail.newest };
  }

  /** Whom to ask the database about, if there is need to. */
  placesInDoubt(): readonly Place[] {
    if (!this.rolesAreDue()) return [];
    return [...this.people()].map((userId) => ({ designId: this.designId, userId }));
  }

  /** From now on roles are not to be trusted until they are looked at again. */
  doubtRoles(): void {
    this.doubtedAt = performance.now();
    this.lookout.lookSoon(this);
  }

  /** Takes what the database said when it was asked what is new after `known`. */
  takeNews({ after }: Known, news: DesignNews | undefined): void {
    if (!news) {
      this.tail.reset(undefined);
      return;
    }
    const { revision, mark, operations } = news;
    this.activity = news.activity;
    this.doubted = false;
    if (news.astray) {
      this.tail.reset({ revision, mark });
      this.reader.forget();
      this.era++;
      // What this process has committed meanwhile stands in the other log.
      this.lookout.lookSoon(this);
      return;
    }
    const known = after && (this.tail.newest?.revision ?? 0);
    if (known !== undefined && revision <= known) return;
    const fresh = operations.filter((row) => row.revision > (known ?? 0));
    if (known !== undefined && fresh.length === revision - known) this.tail.append(fresh);
    else this.tail.reset({ revision, mark });
  }

  /** Takes what the database said when it was asked, at a moment, what people may do. */
  takeRoles(roles: ReadonlyMap<string, Role>, places: readonly Place[], at: number): void {
    this.roles = roles;
    this.askedFor = new Set(places.map(({ userId }) => userId));
    this.rolesAt = at;
  }

  /** Tells the followers. */
  tell(): void {
    const { tail, era, activity } = this;
    this.told = { revision: tail.newest?.revision, era, activity };
    for (const { userId, onNews } of [...this.visitors.values()]) {
      try {
        onNews(this.standing(userId));
      } catch (error) {
        report('Somebody who follows a design could not be told of news.', error);
      }
    }
  }

  tidy(): void {
    this.reader.tidy();
  }

  private people(): ReadonlySet<string> {
    return new Set([...this.visitors.values()].map(({ userId }) => userId));
  }

  private rolesAreDue(): boolean {
    const { rolesAt, doubtedAt } = this;
    if (rolesAt <= doubtedAt || performance.now() - rolesAt > ROLES_MILLISECONDS) return true;
    return [...this.visitors.values()].some(({ userId }) => !this.askedFor.has(userId));
  }
}
