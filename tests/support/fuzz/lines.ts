import type { Submitted } from '@/lib/document/session';
import type { Draw } from '../draw';
import type { ClientRules } from './clientRules';
import type { FuzzServer, Sender } from './fuzzServer';
import type { FuzzTab } from './fuzzTab';
import type { Happenings } from './happenings';

/** A push that wanders about and may arrive again, however late. */
interface Stray {
  readonly sender: Sender;
  readonly batch: readonly Submitted[];
}

/** Rounds in which everything arrives once all lines are mended. */
const ROUNDS = 4;

/** What lies between tabs and server: pushes, answers, the log and snapshots travel, and are delayed, lost and repeated. */
export class Lines {
  private readonly strays: Stray[] = [];
  private pushedTo = new Set<string>();

  constructor(
    private readonly server: FuzzServer,
    private readonly draw: Draw,
    private readonly rules: ClientRules,
    private readonly happenings: Happenings,
    private readonly tabs: readonly FuzzTab[],
  ) {}

  /** Something happens on a tab's lines. */
  async travel(tab: FuzzTab): Promise<void> {
    const choice = this.draw(13);
    if (choice <= 3) await this.travelPush(tab);
    else if (choice <= 7) await this.travelFeed(tab);
    else if (choice === 8) this.lose(tab);
    else if (choice === 9) await this.repeat();
    else if (choice === 10) await this.travelSnapshot(tab);
    else if (choice === 11) await this.arriveTogether();
    else if (tab.feed.length > 0) {
      tab.feed.splice(this.draw(tab.feed.length), 1);
      this.note('entry lost', tab);
    }
  }

  /** Designs that were pushed to since this was last asked. */
  takePushedTo(): ReadonlySet<string> {
    const { pushedTo } = this;
    this.pushedTo = new Set();
    return pushedTo;
  }

  /** The tab is gone; what it was sending goes on wandering. */
  abandon(tab: FuzzTab): void {
    if (tab.flight) this.strays.push({ sender: senderOf(tab), batch: tab.flight.batch });
  }

  /** Lets everything arrive, what wandered about included. `look` is told whenever there may be something new. */
  async heal(look: () => Promise<readonly string[]>): Promise<readonly string[]> {
    const faults: string[] = [];
    for (const { sender, batch } of this.strays.splice(0)) await this.deliver(sender, batch);
    for (const tab of this.tabs) tab.flight = undefined;
    for (let round = 0; round < ROUNDS; round++) {
      for (const tab of this.tabs) {
        this.send(tab);
        await this.arrive(tab);
        tab.hear();
      }
      faults.push(...(await look()));
      for (const tab of this.tabs) {
        tab.feed = [];
        tab.snapshot = undefined;
        const { witness, session } = tab;
        if (session.revision < witness.revision)
          tab.take(await this.server.since(witness.designId, session.revision));
      }
    }
    return faults;
  }

  private async travelPush(tab: FuzzTab): Promise<void> {
    if (!tab.flight) this.send(tab);
    else if (!tab.flight.pushed) await this.arrive(tab);
    else {
      const { pushed } = tab.flight;
      if (pushed.status === 'answered')
        for (const { outcome, seq } of pushed.answers) this.note(outcome, tab, `number ${seq}`);
      tab.hear();
    }
  }

  private send(tab: FuzzTab): void {
    const batch = this.rules.unsent(tab.session, tab.answered);
    if (batch.length === 0) return;
    tab.flight = { batch, pushed: undefined };
    this.note('push', tab, `numbers ${batch.map(({ seq }) => seq).join(', ')}`);
    if (this.draw(4) === 0) this.strays.push({ sender: senderOf(tab), batch });
  }

  private async arrive(tab: FuzzTab): Promise<void> {
    if (!tab.flight || tab.flight.pushed) return;
    const { batch } = tab.flight;
    tab.flight = { batch, pushed: await this.deliver(senderOf(tab), batch) };
  }

  /** Several pushes reach the server at the same moment. */
  private async arriveTogether(): Promise<void> {
    for (const tab of this.tabs) if (!tab.flight && this.draw(2) === 0) this.send(tab);
    const waiting = this.tabs.filter(({ flight }) => flight && !flight.pushed);
    const [stray] = this.strays.splice(this.draw(this.strays.length || 1), 1);
    if (waiting.length + (stray ? 1 : 0) < 2) return;
    this.happenings.note('pushes at once', waiting.map(({ name }) => name).join(', '));
    await Promise.all([
      ...waiting.map((tab) => this.arrive(tab)),
      ...(stray ? [this.deliver(stray.sender, stray.batch)] : []),
    ]);
  }

  private deliver(sender: Sender, batch: readonly Submitted[]) {
    this.pushedTo.add(sender.designId);
    return this.server.push(sender, batch);
  }

  /** A push or its answer is lost; the tab will send again what has not been answered. */
  private lose(tab: FuzzTab): void {
    if (!tab.flight) return;
    this.note(tab.flight.pushed ? 'answer lost' : 'push lost', tab);
    tab.flight = undefined;
  }

  /** A push that was sent long ago arrives (again). */
  private async repeat(): Promise<void> {
    const [stray] = this.strays.splice(this.draw(this.strays.length || 1), 1);
    if (!stray) return;
    this.happenings.note('push repeated', stray.sender.client);
    await this.deliver(stray.sender, stray.batch);
  }

  private async travelFeed(tab: FuzzTab): Promise<void> {
    const piece = tab.feed.splice(0, 1 + this.draw(3));
    if (piece.length === 0) return;
    if (this.draw(6) === 0) {
      tab.feed.unshift(...piece);
      this.note('entry repeated', tab);
    }
    if (!tab.take(piece)) return;
    this.note('gap', tab);
    const { designId } = tab.witness;
    if (this.draw(2) === 0) tab.snapshot = await this.server.snapshot(designId);
    else tab.take(await this.server.since(designId, tab.session.revision));
  }

  private async travelSnapshot(tab: FuzzTab): Promise<void> {
    const { snapshot, witness } = tab;
    tab.snapshot = this.draw(3) === 0 ? await this.server.snapshot(witness.designId) : undefined;
    if (!snapshot || snapshot.revision < tab.session.revision) return;
    tab.resync(snapshot);
    this.note('resync', tab);
  }

  private note(name: string, { session, witness }: FuzzTab, detail = ''): void {
    this.happenings.note(name, `${session.client} on ${witness.designId} ${detail}`);
  }
}

function senderOf({ person, session, witness }: FuzzTab): Sender {
  return { designId: witness.designId, client: session.client, person };
}
