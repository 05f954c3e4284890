import type fc from 'fast-check';
import type { Failure } from '@/app/_graphql/errors';
import type {
  DesignNews,
  Transport,
} from '@/app/(workspace)/designs/[designId]/_editor/session/transport';
import { markOf, type Position, START_MARK } from '@/lib/document/position';
import type { Submitted } from '@/lib/document/session';
import type { Draw } from '../draw';
import type { SmallServer } from './smallServer';

const OFFLINE: Failure = { code: 'OFFLINE', message: 'Nobody answers.' };

/** One subscription: what is on its way to a tab, in order, until it is cut or ended. */
interface Subscription {
  reached: number;
  readonly position: () => Position;
  readonly on: Parameters<Transport['follow']>[1];
  queue: DesignNews[];
}

/** How often each thing happened on the lines. */
export type LineCounts = Record<
  'push lost' | 'answer lost' | 'snapshot lost' | 'news lost' | 'cut' | 'news',
  number
>;

/** Lines to a small server on which a scheduler decides what arrives next, and a draw what is lost. */
export class ScheduledLines {
  readonly counts: LineCounts = {
    'push lost': 0,
    'answer lost': 0,
    'snapshot lost': 0,
    'news lost': 0,
    cut: 0,
    news: 0,
  };
  /** Nothing is lost any more. */
  mended = false;
  private readonly subscriptions = new Set<Subscription>();

  constructor(
    private readonly server: SmallServer,
    private readonly scheduler: fc.Scheduler,
    private readonly draw: Draw,
  ) {}

  line(client: () => string): Transport {
    return {
      snapshot: async () => {
        await this.pass('a request for the document');
        const snapshot = this.server.snapshot();
        await this.pass('the document');
        this.maybe('snapshot lost');
        return { ...snapshot, mark: this.markAt(snapshot.revision) };
      },
      push: async (batch: readonly Submitted[]) => {
        const sender = client();
        await this.pass('a push');
        this.maybe('push lost');
        const pushed = this.server.push(sender, batch);
        this.tell();
        await this.pass('an answer');
        this.maybe('answer lost');
        if (pushed.status === 'answered') return pushed.answers;
        throw { code: 'CONFLICT', message: `${pushed.expected} was expected.` } satisfies Failure;
      },
      follow: (position, on) => {
        const reached = position().revision;
        const subscription: Subscription = { reached, position, on, queue: [] };
        this.subscriptions.add(subscription);
        this.tellOne(subscription, true);
        return () => this.subscriptions.delete(subscription);
      },
      join: () => () => undefined,
      tell: () => undefined,
    };
  }

  /** Cuts every subscription and lets it ask again from where its tab is. */
  reconnect(): void {
    for (const subscription of [...this.subscriptions]) this.cut(subscription);
  }

  private tell(): void {
    for (const subscription of [...this.subscriptions]) this.tellOne(subscription, false);
  }

  private tellOne(subscription: Subscription, evenNothing: boolean): void {
    const headRevision = this.server.log.length;
    const operations = this.server.since(subscription.reached);
    if (operations.length === 0 && !evenNothing) return;
    subscription.reached = headRevision;
    subscription.queue.push({
      operations,
      toRevision: headRevision,
      headRevision,
      activity: 0,
      resync: false,
    });
    void this.deliver(subscription);
  }

  private async deliver(subscription: Subscription): Promise<void> {
    await this.pass('news');
    if (!this.subscriptions.has(subscription)) return;
    if (!this.mended && this.draw(8) === 7) {
      this.counts.cut++;
      this.cut(subscription);
      return;
    }
    const news = subscription.queue.shift();
    if (!news) return;
    if (!this.mended && this.draw(6) === 5) {
      this.counts['news lost']++;
      return;
    }
    this.counts.news++;
    subscription.on.news(news);
  }

  private cut(subscription: Subscription): void {
    subscription.queue = [];
    subscription.on.connected(false);
    void this.pass('a connection').then(() => {
      if (!this.subscriptions.has(subscription)) return;
      subscription.on.connected(true);
      subscription.reached = subscription.position().revision;
      subscription.queue = [];
      this.tellOne(subscription, true);
    });
  }

  private pass(what: string): Promise<string> {
    return this.scheduler.schedule(Promise.resolve(what), what);
  }

  private maybe(lost: 'push lost' | 'answer lost' | 'snapshot lost'): void {
    if (this.mended || this.draw(lost === 'snapshot lost' ? 2 : 4) !== 1) return;
    this.counts[lost]++;
    throw OFFLINE;
  }

  private markAt(revision: number): string | undefined {
    const entry = this.server.log[revision - 1];
    if (revision === 0) return START_MARK;
    return entry && markOf(entry);
  }
}
