import type { Failure } from '@/app/_graphql/errors';
import type {
  DesignNews,
  Transport,
} from '@/app/(workspace)/designs/[designId]/_editor/session/transport';
import { readOperation } from '@/lib/document/apply';
import { markOf, type Position, START_MARK } from '@/lib/document/position';
import type { Participant } from '@/lib/document/presence';
import type { Submitted } from '@/lib/document/session';
import type { LayerGraph } from '@/lib/graph/graph';
import { SmallServer } from './fuzz/smallServer';

/** Operations of one piece of news. PROTOCOL P10. */
const PAGE = 100;

/** What a backup of a server holds. */
type Backup = Pick<SmallServer, 'graph' | 'log' | 'known'>;

/** A small server that tabs can follow, that can be put back to a backup, and whose line can be cut. */
export class LineServer {
  readonly server: SmallServer;
  /** Nobody is answered while it is down. */
  down = false;
  /** What it says to everything that is sent or asked, in place of an answer. */
  refusal: Failure | undefined;
  /** Answers of pushes get lost on their way. */
  deaf = false;
  snapshots = 0;
  pushes = 0;
  private followers = new Set<() => void>();

  constructor(start: LayerGraph) {
    this.server = new SmallServer(start);
  }

  backup(): Backup {
    const { graph, log, known } = this.server;
    return {
      graph,
      log: [...log],
      known: new Map([...known].map(([id, list]) => [id, [...list]])),
    };
  }

  /** Puts the server back to a backup; whoever follows is cut off and comes again. */
  restore({ graph, log, known }: Backup): void {
    this.server.graph = graph;
    this.server.log.splice(0, Number.POSITIVE_INFINITY, ...log);
    this.server.known.clear();
    for (const [client, list] of known) this.server.known.set(client, [...list]);
    this.reconnect();
  }

  /** Everybody who follows asks again from where they are. */
  reconnect(): void {
    this.wake();
  }

  /** The line of one tab. */
  line(client: () => string): Transport {
    return {
      snapshot: async () => {
        this.answer();
        this.snapshots++;
        const snapshot = this.server.snapshot();
        return { ...snapshot, mark: this.markAt(snapshot.revision) };
      },
      push: async (batch: readonly Submitted[]) => {
        this.answer();
        this.pushes++;
        const pushed = this.server.push(client(), batch);
        this.wake();
        if (this.deaf) throw OFFLINE;
        if (pushed.status === 'answered') return pushed.answers;
        const known = this.server.known.get(client()) ?? [];
        const seq = batch.find((each) => each.seq <= known.length)?.seq;
        throw { code: 'CONFLICT', message: 'The numbers differ.', seq } satisfies Failure;
      },
      follow: (position, on) => {
        if (!this.refusal) return this.follow(position, on.news);
        on.failed(this.refusal);
        return () => undefined;
      },
      join: (_on: (participants: readonly Participant[]) => void) => () => undefined,
      tell: () => undefined,
    };
  }

  private follow(position: () => Position, news: (news: DesignNews) => void): () => void {
    const tell = () => {
      if (this.down) return;
      const { log } = this.server;
      let { revision, mark } = position();
      const resync =
        revision > log.length || (mark !== undefined && this.markAt(revision) !== mark);
      if (resync) revision = log.length;
      do {
        const page = this.server.since(revision).slice(0, PAGE);
        revision += page.length;
        const operations = page.filter(({ operation }) => readOperation(operation).ok);
        const headRevision = log.length;
        news({ operations, toRevision: revision, headRevision, activity: 0, resync });
      } while (revision < log.length);
    };
    this.followers.add(tell);
    queueMicrotask(tell);
    return () => this.followers.delete(tell);
  }

  private wake(): void {
    for (const tell of [...this.followers]) tell();
  }

  private answer(): void {
    if (this.down) throw OFFLINE;
    if (this.refusal) throw this.refusal;
  }

  private markAt(revision: number): string | undefined {
    const entry = this.server.log[revision - 1];
    if (revision === 0) return START_MARK;
    return entry && markOf(entry);
  }
}

const OFFLINE: Failure = { code: 'OFFLINE', message: 'Nobody answers.' };
