import { type Failure, isPassing } from '@/app/_graphql/errors';
import { type Encounter, encounters } from '@/lib/document/encounters';
import { EMPTY_HISTORY, redoStep, remember, type Step, undoStep } from '@/lib/document/history';
import type { Operation } from '@/lib/document/operation';
import type { Participant, Presence } from '@/lib/document/presence';
import { readLeft } from '@/lib/document/readLeft';
import {
  dismissRefused,
  openSession,
  type Performed,
  perform,
  type Refused,
  receive,
  renumber,
  resync,
  retryRefused,
  type Session,
  type Snapshot,
  startAgain,
} from '@/lib/document/session';
import type { LayerGraph, LayerNode, NodeId } from '@/lib/graph/graph';
import { newId } from '@/lib/ids';
import { Attention } from './attention';
import { Backoff } from './backoff';
import type { DesignState, Note } from './designState';
import type { OutboxRecord } from './outbox';
import { Sender } from './sender';
import type { DesignNews, Transport } from './transport';

/** A tab that is further behind loads the document rather than the log, in revisions. */
const FARTHEST = 1_000;
/** More than one gesture can bring, so that the page shows all of them before any is let go. */
const TOLD_KEPT = 1_000;

/** What a store asks of the browser. */
export interface Surroundings {
  /**
   * Keeps what is pending; a promise of `false` says that it cannot be kept. With `instead`, the
   * record takes the place of the one of that client.
   */
  keep(record: OutboxRecord, instead?: string): unknown;
  /** Calls back soon: what arrives until then is taken in at once. */
  soon?(callback: () => void): void;
}

/** One tab's side of a design: performs gestures at once, sends them, follows the log, and loses nothing. */
export class DesignStore {
  private state: DesignState;
  /** Layers that were there while this page was open and are gone: what of them can be told still. */
  readonly gone = new Map<NodeId, Pick<LayerNode, 'name' | 'kind'>>();
  private readonly listeners = new Set<() => void>();
  private readonly sender: Sender;
  private readonly attention = new Attention();
  private readonly backoff = new Backoff();
  private inbox: DesignNews[] = [];
  private loading: Promise<void> | undefined;
  /** How often the document was loaded anew since news were last taken in without a hole. */
  private setbacks = 0;
  private told = 0;
  private stopped = false;
  private unfollow = () => {};
  private leave = () => {};

  constructor(
    snapshot: Snapshot & { readonly activity: number },
    private readonly transport: Transport,
    private readonly surroundings: Surroundings,
    left: OutboxRecord | undefined,
  ) {
    const { pending, refused } = readLeft(left?.pending ?? []);
    this.state = {
      session: openSession(left?.client ?? newId(), snapshot, left?.nextSeq, pending, refused),
      history: EMPTY_HISTORY,
      connection: { status: 'live' },
      activity: snapshot.activity,
      others: [],
      complaints: [],
      notes: [],
      keeping: true,
    };
    this.sender = new Sender(transport, {
      session: () => this.state.session,
      setSession: (session) => this.setSession(session),
      startAgain: () => this.reload(),
      renew: () => this.renew(),
      answered: () => this.setConnected(true),
      unanswered: (failure) => this.wait(failure),
      refused: (failure) => this.refuse(failure),
    });
  }

  /** Id under which this tab submits its work. */
  get client(): string {
    return this.state.session.client;
  }

  /** Begins to follow and to send; returns how to stop. */
  start(): () => void {
    // Shows whether this browser keeps anything before there is anything to keep.
    void this.keep();
    this.follow();
    this.join();
    void this.sender.send();
    return () => {
      this.stopped = true;
      this.sender.stop();
      this.backoff.cut();
      this.unfollow();
      this.leave();
    };
  }

  /** Tries again at once what waits for a better time, as when the network is back or the page is looked at again. */
  readonly hurry = (): void => {
    this.backoff.cut();
    this.sender.hurry();
  };

  /** Begins anew after the server refused to go on, as the person asks for. */
  readonly resume = (): void => {
    if (this.state.connection.status !== 'refused') return;
    this.set({ connection: { status: 'offline', since: new Date() } });
    this.backoff.calm();
    this.leave();
    this.sender.resume();
    this.join();
    void this.reload();
  };

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

  readonly tell = (presence: Presence): void => {
    this.attention.tell(presence);
    this.transport.tell(presence);
  };

  /** Says something that the person should read, as for work that could not be done. */
  readonly complain = (message: string): void => {
    const complaint = { id: ++this.told, message };
    this.set({ complaints: [...this.state.complaints, complaint].slice(-TOLD_KEPT) });
  };

  /** Puts away what came to nothing: all of it, or one piece. */
  readonly dismissRefused = (one?: Refused): void => {
    this.set({ session: dismissRefused(this.state.session, one) });
    void this.keep();
  };

  /** Takes over what came to nothing of work that another page had left. */
  readonly takeRefused = (refused: readonly Refused[]): void => {
    const { session } = this.state;
    if (refused.length > 0)
      this.set({ session: { ...session, refused: [...session.refused, ...refused] } });
  };

  /** Tries once more what came to nothing; it stays, with the new reason, where it still cannot be done. */
  readonly tryAgain = (one: Refused): void => {
    this.take(retryRefused(this.state.session, one, newId()));
  };

  /** Takes up what a note offers; what of it cannot be any more, as a wire to a layer that is gone too, is left out. */
  readonly takeUp = ({ operations }: Note): void => {
    this.take({ ...perform(this.state.session, newId(), operations), complaints: [] });
  };

  private step(step: Step | undefined): void {
    if (!step) return;
    const inverse = this.carryOut(step.operations, newId());
    this.set({ history: step.after(inverse) });
  }

  private take(performed: Performed): void {
    const inverse = this.carry(performed);
    this.set({ history: remember(this.state.history, inverse) });
  }

  private carryOut(operations: readonly Operation[], gesture: string): readonly Operation[] {
    return this.carry(perform(this.state.session, gesture, operations));
  }

  private carry({ session, inverse, complaints }: Performed): readonly Operation[] {
    const { nextSeq } = this.state.session;
    const fresh = session.pending.filter(({ seq }) => seq >= nextSeq);
    this.attention.did(fresh.map(({ operation }) => operation));
    this.setSession(session);
    for (const complaint of new Set(complaints)) this.complain(complaint);
    void this.sender.send();
    return inverse;
  }

  private follow(): void {
    this.unfollow();
    this.unfollow = this.transport.follow(() => this.state.session, {
      news: (news) => this.takeNews(news),
      connected: (connected) => this.setConnected(connected),
      failed: (failure) => (isPassing(failure) ? this.wait(failure) : this.refuse(failure)),
    });
  }

  private join(): void {
    this.leave = this.transport.join((participants) => this.takeParticipants(participants));
  }

  /** News of a burst are taken in together, so that the page draws once for all of them. */
  private takeNews(news: DesignNews): void {
    this.inbox.push(news);
    if (this.inbox.length > 1) return;
    const read = () => this.readInbox();
    if (this.surroundings.soon) this.surroundings.soon(read);
    else setTimeout(read, 0);
  }

  private readInbox(): void {
    const inbox = this.inbox.splice(0);
    const last = inbox.at(-1);
    if (this.stopped || !last) return;
    this.setConnected(true);
    const { session: before } = this.state;
    const changed = inbox.some(({ resync }) => resync) || last.headRevision < before.revision;
    if (changed) {
      this.complain(
        'The server holds an earlier state of this design than this page did. What you had not sent is kept and sent again.',
      );
    }
    if (changed || last.headRevision > before.revision + FARTHEST) return void this.reload();
    const log = inbox.flatMap(({ operations }) => operations);
    const stakes = this.attention.stakes(before.pending);
    const { session, gap } = receive(before, log);
    this.remember(before.confirmed, session.confirmed);
    this.setSession(session);
    const fresh = log.filter(({ revision }) => revision > before.revision);
    const turn = { before: before.view, after: session.view, log: fresh, client: session.client };
    this.note(encounters({ ...turn, stakes }));
    this.set({ activity: last.activity });
    if (gap || session.revision < last.toRevision) return void this.reload();
    this.setbacks = 0;
    this.backoff.calm();
    void this.sender.send();
  }

  /**
   * Loads the document anew, at whatever revision it stands, and follows and sends from there. Once
   * at a time; when one such time soon follows another, after a pause.
   */
  private reload(): Promise<void> {
    this.loading ??= this.load().finally(() => {
      this.loading = undefined;
      void this.sender.send();
    });
    return this.loading;
  }

  private async load(): Promise<void> {
    this.unfollow();
    if (this.setbacks++ > 0) await this.backoff.wait();
    const snapshot = await this.fetchSnapshot();
    if (!snapshot) return;
    this.sender.forget();
    this.setSession(startAgain(this.state.session, snapshot));
    this.follow();
  }

  /**
   * Goes on under another client id, with what the server has not taken. It is kept under the new id
   * before it is sent, so that no other tab can send it a second time under the old one.
   */
  private async renew(): Promise<void> {
    await this.loading;
    const snapshot = await this.fetchSnapshot();
    if (!snapshot) return;
    const instead = this.client;
    this.leave();
    this.sender.forget();
    const session = renumber(resync(this.state.session, snapshot), newId());
    this.set({ session });
    await this.keep(instead);
    if (this.stopped) return;
    this.follow();
    this.join();
  }

  /** The document as it stands, however long the server takes to answer; nothing is followed meanwhile. */
  private async fetchSnapshot(): Promise<Snapshot | undefined> {
    this.unfollow();
    this.unfollow = () => {};
    this.inbox = [];
    while (!this.stopped) {
      try {
        const snapshot = await this.transport.snapshot();
        this.setConnected(true);
        return this.stopped ? undefined : snapshot;
      } catch (thrown) {
        const failure = thrown as Failure;
        if (!isPassing(failure)) return void this.refuse(failure);
        this.wait(failure);
        await this.backoff.wait();
      }
    }
    return undefined;
  }

  private remember(before: LayerGraph, after: LayerGraph): void {
    if (before.nodes === after.nodes) return;
    for (const [id, node] of before.nodes) if (!after.nodes.has(id)) this.gone.set(id, node);
  }

  private note(met: readonly Encounter[]): void {
    if (met.length === 0) return;
    const notes = met.map((encounter) => ({ ...encounter, id: ++this.told }));
    this.set({ notes: [...this.state.notes, ...notes].slice(-TOLD_KEPT) });
  }

  private refuse(failure: Failure): void {
    this.sender.stop();
    this.set({ connection: { status: 'refused', failure } });
  }

  /** There is trouble that passes, of which the server may have said something. */
  private wait({ code, message }: Failure): void {
    this.setConnected(false);
    const { connection } = this.state;
    const reason = code === 'UNAVAILABLE' ? message : undefined;
    if (connection.status !== 'offline' || connection.reason === reason) return;
    this.set({ connection: { ...connection, reason } });
  }

  private setConnected(connected: boolean): void {
    const { status } = this.state.connection;
    if (status === 'refused' || (status === 'live') === connected) return;
    this.set({
      connection: connected ? { status: 'live' } : { status: 'offline', since: new Date() },
    });
    if (connected) this.sender.hurry();
  }

  private takeParticipants(participants: readonly Participant[]): void {
    const { client } = this.state.session;
    this.set({ others: participants.filter((participant) => participant.client !== client) });
  }

  private setSession(session: Session): void {
    const before = this.state.session;
    if (session === before) return;
    this.set({ session });
    if (session.pending !== before.pending) void this.keep();
  }

  private async keep(instead?: string): Promise<void> {
    const { client, nextSeq, pending } = this.state.session;
    const record = { client, nextSeq, pending };
    const keeping = (await this.surroundings.keep(record, instead)) !== false;
    if (keeping !== this.state.keeping) this.set({ keeping });
  }

  private set(change: Partial<DesignState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
