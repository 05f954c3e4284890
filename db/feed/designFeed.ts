import type { Role } from '@/lib/access/permissions';
import type { Db } from '../database';
import { designPosition } from '../queries/designs/designPosition';
import { rolesInDesign } from '../queries/designs/rolesInDesign';
import { operationsAfter } from '../queries/documents/operationsAfter';
import { report } from '../report';
import type { OperationRow } from '../schema/operations';
import type { Wake } from '../wake/wake';

/** How a design stands for one person who follows it. */
export interface Standing {
  /** Newest revision; undefined when the design is gone. */
  readonly revision: number | undefined;
  readonly activity: number;
  /** What the person may do, as of this look; undefined once access was taken away. */
  readonly role: Role | undefined;
}

/** Operations that a subscriber gets at once. PROTOCOL P10. */
export const PAGE = 100;
/** Newest operations that are kept in memory for all followers. */
const KEPT = 1_000;
/** Access is looked at this often although nothing happens. */
const LOOK_MILLISECONDS = 4_000;
/** What somebody may do is taken to be so for this long while operations come in. */
const ROLES_MILLISECONDS = 1_000;

/** What the followers of one design in one process share: its newest operations, and who may still see it. */
export class DesignFeed {
  private readonly visitors = new Map<symbol, { userId: string; onNews: () => void }>();
  private readonly unfollow: () => void;
  private readonly timer: NodeJS.Timeout;
  private tail: readonly OperationRow[] = [];
  private revision: number | undefined;
  private activity = 0;
  private roles: ReadonlyMap<string, Role> = new Map();
  private rolesAt = 0;
  private looking: Promise<void> | undefined;
  private lookAgain: Promise<void> | undefined;

  constructor(
    private readonly db: Db,
    wake: Wake,
    private readonly designId: string,
  ) {
    this.unfollow = wake.follow(designId, () => this.lookQuietly());
    this.timer = setInterval(() => this.lookQuietly(), LOOK_MILLISECONDS);
    this.timer.unref();
  }

  get isDeserted(): boolean {
    return this.visitors.size === 0;
  }

  enter(userId: string, onNews: () => void): () => void {
    const visitor = Symbol(userId);
    this.visitors.set(visitor, { userId, onNews });
    return () => this.visitors.delete(visitor);
  }

  end(): void {
    this.unfollow();
    clearInterval(this.timer);
  }

  forget(): void {
    this.tail = [];
    this.revision = undefined;
  }

  standing(userId: string): Standing {
    const { revision, activity, roles } = this;
    return { revision, activity, role: roles.get(userId) };
  }

  /** What is in memory of the log after a revision, if that is where it begins or goes on. */
  newsAfter(after: number): readonly OperationRow[] {
    const start = after + 1 - (this.tail[0]?.revision ?? 0);
    return start < 0 ? [] : this.tail.slice(start);
  }

  async read(after: number): Promise<readonly OperationRow[]> {
    const news = this.newsAfter(after);
    if (news.length > 0) return news.slice(0, PAGE);
    return operationsAfter(this.db, { designId: this.designId, after, limit: PAGE });
  }

  /**
   * Takes what this process has committed. Where it does not follow on what is known, a look is under
   * way that may know more, or the roles are of yesterday, the database is asked instead.
   */
  committed(operations: readonly OperationRow[]): void {
    const [first] = operations;
    const stale = performance.now() - this.rolesAt > ROLES_MILLISECONDS;
    const follows = this.revision !== undefined && first?.revision === this.revision + 1;
    if (stale || this.looking || !follows) {
      this.lookQuietly();
      return;
    }
    this.revision = operations.at(-1)?.revision ?? this.revision;
    this.tail = [...this.tail, ...operations].slice(-KEPT);
    this.tellNews();
  }

  /** Asks the database how the design stands now. A look that runs already may have begun too early, so another follows it. */
  look(): Promise<void> {
    if (!this.looking) {
      this.looking = this.lookOnce().finally(() => {
        this.looking = undefined;
      });
      return this.looking;
    }
    this.lookAgain ??= this.looking
      .catch(() => {})
      .then(() => {
        this.lookAgain = undefined;
        return this.look();
      });
    return this.lookAgain;
  }

  private lookQuietly(): void {
    this.look().catch((error) => {
      report(`Looking for news of the design ${this.designId} failed; it is tried again.`, error);
    });
  }

  /** The roles come last, so that they are no older than what they let somebody see. */
  private async lookOnce(): Promise<void> {
    const { db, designId } = this;
    const position = await designPosition(db, designId);
    const tail = await this.readTail(position?.revision);
    const userIds = [...new Set([...this.visitors.values()].map(({ userId }) => userId))];
    const asked = performance.now();
    this.roles = await rolesInDesign(db, designId, userIds);
    this.rolesAt = asked;
    this.tail = tail;
    this.revision = position?.revision;
    this.activity = position?.activity ?? this.activity;
    this.tellNews();
  }

  private tellNews(): void {
    for (const { onNews } of [...this.visitors.values()]) onNews();
  }

  /** What is kept in memory once the log goes to `upTo`; nothing where too much is new. */
  private async readTail(upTo: number | undefined): Promise<readonly OperationRow[]> {
    const { db, designId, revision: after, tail } = this;
    if (upTo === undefined || after === undefined || upTo < after) return [];
    if (upTo === after) return tail;
    const news = await operationsAfter(db, { designId, after, upTo, limit: KEPT });
    return news.length === upTo - after ? [...tail, ...news].slice(-KEPT) : [];
  }
}
