import { type Failure, isPassing } from '@/app/_graphql/errors';
import { acknowledge, type Session, type Submitted } from '@/lib/document/session';
import { Backoff } from './backoff';
import type { Transport } from './transport';

/** Operations of one push. PROTOCOL P2. */
const PUSH_SIZE = 500;

/** What sending needs of the tab that it sends for. */
export interface Desk {
  session(): Session;
  setSession(session: Session): void;
  /** Loads the document anew and forgets what was acknowledged. */
  startAgain(): Promise<void>;
  /** Goes on under another client id. */
  renew(): Promise<void>;
  answered(): void;
  unanswered(failure: Failure): void;
  refused(failure: Failure): void;
}

/** Sends pending work in order, one push at a time, again and again until it is answered. PROTOCOL P2, P8. */
export class Sender {
  private readonly backoff = new Backoff();
  private sentSeq = 0;
  /** Moves when everything is to be sent again: answers to what was sent before count for nothing then. */
  private round = 0;
  private busy = false;
  private stopped = false;
  /** Numbers were contested, and everything pending is being sent again since. */
  private contested = false;
  /** The push ends before this number, which the server knows with other content. */
  private before = Number.POSITIVE_INFINITY;

  constructor(
    private readonly transport: Pick<Transport, 'push'>,
    private readonly desk: Desk,
  ) {}

  /** Forgets what was sent: everything pending is sent again. */
  forget(): void {
    this.round++;
    this.sentSeq = 0;
  }

  stop(): void {
    this.stopped = true;
    this.backoff.cut();
  }

  /** Goes on after it was stopped. */
  resume(): void {
    this.stopped = false;
  }

  /** Tries again at once, as when the network is back. */
  hurry(): void {
    this.backoff.calm();
    this.backoff.cut();
    void this.send();
  }

  /** Sends until nothing is left. */
  async send(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      for (let batch = this.unsent(); batch.length > 0 && !this.stopped; batch = this.unsent())
        await this.attempt(batch);
      this.contested = false;
      this.before = Number.POSITIVE_INFINITY;
    } finally {
      this.busy = false;
    }
  }

  private async attempt(batch: readonly Submitted[]): Promise<void> {
    const { round } = this;
    try {
      const answers = await this.transport.push(batch);
      this.backoff.calm();
      this.desk.answered();
      if (round !== this.round) return;
      this.sentSeq = batch.at(-1)?.seq ?? this.sentSeq;
      this.desk.setSession(acknowledge(this.desk.session(), answers));
    } catch (thrown) {
      await this.takeFailure(thrown as Failure, batch);
    }
  }

  private async takeFailure(failure: Failure, batch: readonly Submitted[]): Promise<void> {
    if (this.stopped) return;
    if (failure.code === 'CONFLICT') return this.takeConflict(failure, batch);
    if (isPassing(failure)) {
      this.desk.unanswered(failure);
      return this.backoff.wait();
    }
    this.stopped = true;
    this.desk.refused(failure);
  }

  /**
   * The server and this tab do not agree about the tab's numbers. What was acknowledged before may
   * not hold any more, so everything pending is sent again first, and what the server still knows it answers as
   * before. What it contests again it has never taken: that goes on under another client id, once.
   */
  private async takeConflict({ seq }: Failure, [first]: readonly Submitted[]): Promise<void> {
    if (!this.contested) {
      this.contested = true;
      return this.desk.startAgain();
    }
    if (seq !== undefined && first && seq > first.seq) {
      this.before = seq;
      return;
    }
    await this.desk.renew();
    this.contested = false;
    this.before = Number.POSITIVE_INFINITY;
  }

  /** The first unsent operations whose numbers follow on one another: what was declined has left a hole. */
  private unsent(): readonly Submitted[] {
    const waiting = this.desk.session().pending.filter(({ seq }) => seq > this.sentSeq);
    const first = waiting[0]?.seq ?? 0;
    const end = waiting.findIndex(({ seq }, index) => {
      const contested = seq >= this.before && index > 0;
      return seq !== first + index || index === PUSH_SIZE || contested;
    });
    return end < 0 ? waiting : waiting.slice(0, end);
  }
}
