import { type Failure, isPassing } from '@/app/_graphql/errors';
import {
  EMPTY_HISTORY,
  type History,
  redoStep,
  remember,
  type Step,
  undoStep,
} from '@/lib/document/history';
import type { Operation } from '@/lib/document/operation';
import type { Participant, Presence } from '@/lib/document/presence';
import {
  acknowledge,
  dismissRefused,
  openSession,
  perform,
  receive,
  resync,
  type Session,
  type Snapshot,
} from '@/lib/document/session';
import { newId } from '@/lib/ids';
import type { OutboxRecord } from './outbox';
import type { DesignNews, Transport } from './transport';

/** How a tab stands with the server. */
export type Connection =
  | { readonly status: 'live' }
  | { readonly status: 'offline' }
  /** The session ended or access is gone; work is kept, and nothing is sent until the page is opened again. */
  | { readonly status: 'refused'; readonly failure: Failure };

export interface DesignState {
  readonly session: Session;
  readonly history: History;
  readonly connection: Connection;
  readonly activity: number;
  /** Others in the design; oneself left out. */
  readonly others: readonly Participant[];
  /** The last thing that could not be done, with a number that moves with each. */
  readonly complaint: { readonly id: number; readonly message: string } | undefined;
}

const PUSH_SIZE = 500;
const RETRY_FIRST = 500;
const RETRY_LAST = 10_000;

/** What a store asks of the browser. */
export interface Surroundings {
  keep(record: OutboxRecord): void;
}

/** One tab's side of a design: performs gestures at once, sends them, follows the log, and loses nothing. */
export class DesignStore {
  private state: DesignState;
  private readonly listeners = new Set<() => void>();
  private sentSeq: number;
  private pushing = false;
  private retryDelay = RETRY_FIRST;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly stops: (() => void)[] = [];

  constructor(
    snapshot: Snapshot & { readonly activity: number },
    private readonly transport: Transport,
    private readonly surroundings: Surroundings,
    left: OutboxRecord | undefined,
  ) {
    const session = openSession(left?.client ?? newId(), snapshot, left?.nextSeq, left?.pending);
    this.sentSeq = (left?.pending[0]?.seq ?? session.nextSeq) - 1;
    this.state = {
      session,
      history: EMPTY_HISTORY,
      connection: { status: 'live' },
      activity: snapshot.activity,
      others: [],
      complaint: undefined,
    };
  }

  /** Id under which this tab submits its work. */
  get client(): string {
    return this.state.session.client;
  }

  /** Begins to follow and to send; returns how to stop. */
  start(): () => void {
    this.stops.push(
      this.transport.follow(() => this.state.session.revision, {
        news: (news) => this.takeNews(news),
        connected: (connected) => this.setConnected(connected),
        failed: (failure) => this.set({ connection: { status: 'refused', failure } }),
      }),
      this.transport.join((participants) => this.takeParticipants(participants)),
    );
    void this.push();
    return () => {
      clearTimeout(this.retryTimer);
      for (const stop of this.stops.splice(0)) stop();
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getState = (): DesignState => this.state;

  /**
   * Carries out a gesture: at once for the person, then for everybody. False when nothing of it could
   * be done. A gesture that says something gets its id from the caller.
   */
  readonly perform = (operations: readonly Operation[], gesture = newId()): boolean => {
    const done = this.carryOut(operations, gesture);
    this.set({ history: remember(this.state.history, done) });
    return done.length > 0;
  };

  readonly undo = (): void => this.step(undoStep(this.state.history));

  readonly redo = (): void => this.step(redoStep(this.state.history));

  readonly tell = (presence: Presence): void => this.transport.tell(presence);

  /** Says something that the person should read, as for work that could not be done. */
  readonly complain = (message: string): void => {
    this.set({ complaint: { id: (this.state.complaint?.id ?? 0) + 1, message } });
  };

  readonly dismissRefused = (): void => {
    this.set({ session: dismissRefused(this.state.session) });
  };

  private step(step: Step | undefined): void {
    if (!step) return;
    const inverse = this.carryOut(step.operations, newId());
    this.set({ history: step.after(inverse) });
  }

  private carryOut(operations: readonly Operation[], gesture: string): readonly Operation[] {
    const { session, inverse, complaints } = perform(this.state.session, gesture, operations);
    this.setSession(session);
    if (complaints[0]) this.complain(complaints[0]);
    void this.push();
    return inverse;
  }

  private takeNews({ operations, headRevision, activity }: DesignNews): void {
    const { session, gap } = receive(this.state.session, operations);
    this.setSession(session);
    this.set({ activity });
    if (gap || (operations.length === 0 && headRevision < session.revision)) void this.reload();
    void this.push();
  }

  private async reload(): Promise<void> {
    try {
      const snapshot = await this.transport.snapshot();
      if (snapshot.revision >= this.state.session.revision)
        this.setSession(resync(this.state.session, snapshot));
    } catch {
      this.setConnected(false);
    }
  }

  /** Sends what is pending, one push at a time and in order, until nothing is left or nobody answers. */
  private async push(): Promise<void> {
    if (this.pushing || this.state.connection.status === 'refused') return;
    this.pushing = true;
    try {
      for (let batch = this.unsent(); batch.length > 0; batch = this.unsent()) {
        const answers = await this.transport.push(batch);
        this.sentSeq = batch.at(-1)?.seq ?? this.sentSeq;
        this.setSession(acknowledge(this.state.session, answers));
        this.retryDelay = RETRY_FIRST;
      }
    } catch (thrown) {
      this.takeFailure(thrown as Failure);
    } finally {
      this.pushing = false;
    }
  }

  /**
   * What goes next, numbered without gaps. What waits may have gaps where an answer was lost and the log
   * has brought a part: what is in front of the gap goes first, alone.
   */
  private unsent() {
    const waiting = this.state.session.pending.filter(({ seq }) => seq > this.sentSeq);
    const first = waiting[0]?.seq ?? 0;
    return waiting.slice(0, PUSH_SIZE).filter(({ seq }, index) => seq === first + index);
  }

  private takeFailure(failure: Failure): void {
    if (!isPassing(failure)) {
      this.set({ connection: { status: 'refused', failure } });
      return;
    }
    this.setConnected(false);
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => void this.push(), this.retryDelay * (0.5 + Math.random()));
    this.retryDelay = Math.min(RETRY_LAST, this.retryDelay * 2);
  }

  private setConnected(connected: boolean): void {
    const { status } = this.state.connection;
    if (status === 'refused' || (status === 'live') === connected) return;
    this.set({ connection: { status: connected ? 'live' : 'offline' } });
    if (connected) void this.push();
  }

  private takeParticipants(participants: readonly Participant[]): void {
    const { client } = this.state.session;
    this.set({ others: participants.filter((participant) => participant.client !== client) });
  }

  private setSession(session: Session): void {
    const before = this.state.session;
    if (session === before) return;
    this.set({ session });
    if (session.pending !== before.pending) {
      const { client, nextSeq, pending } = session;
      this.surroundings.keep({ client, nextSeq, pending });
    }
  }

  private set(change: Partial<DesignState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
