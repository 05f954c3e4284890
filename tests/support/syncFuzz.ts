import { EMPTY_HISTORY, type History, redoStep, remember, undoStep } from '@/lib/document/history';
import type { Operation } from '@/lib/document/operation';
import {
  acknowledge,
  type Committed,
  openSession,
  perform,
  receive,
  resync,
  type Session,
  type Snapshot,
  type Submitted,
} from '@/lib/document/session';
import type { LayerGraph } from '@/lib/graph/graph';
import { type Draw, pick } from './draw';
import { faultsOf } from './expectValid';
import { randomOperation } from './randomOperation';
import type { Pushed, SmallServer } from './smallServer';

/** What happened in a run, so that a test can see that something did. */
export type Happenings = Record<string, number>;

interface Flight {
  readonly batch: readonly Submitted[];
  /** What the server said; undefined while the push is still on its way. */
  readonly pushed: Pushed | undefined;
}

/** One tab: its session, what it can undo, and everything that is on its way to it and from it. */
interface Tab {
  session: Session;
  history: History;
  /** Highest number that the server has answered. */
  answered: number;
  flight: Flight | undefined;
  /** Entries of the log on their way, in order. */
  feed: Committed[];
  /** A snapshot that was asked for and has not arrived. */
  snapshot: Snapshot | undefined;
  made: number;
}

/** People who draw at the same time over lines that delay, lose and repeat. */
export class SyncFuzz {
  readonly tabs: readonly Tab[];
  readonly happenings: Happenings = {};
  /** Pushes that are still wandering about and may arrive again. */
  private readonly strays: { readonly client: string; readonly batch: readonly Submitted[] }[] = [];
  private sent: number;

  constructor(
    private readonly server: SmallServer,
    private readonly draw: Draw,
    people: number,
  ) {
    this.sent = server.log.length;
    this.tabs = Array.from({ length: people }, (_, person) => ({
      session: openSession(`p${person}`, server.snapshot()),
      history: EMPTY_HISTORY,
      answered: 0,
      flight: undefined,
      feed: [],
      snapshot: undefined,
      made: 0,
    }));
  }

  /** One thing that somebody does or that happens on the way, anywhere. Returns what is broken after it. */
  step(): readonly string[] {
    const tab = pick(this.draw, this.tabs);
    this.act(tab);
    for (let events = this.draw(4); events > 0; events--) this.travel(pick(this.draw, this.tabs));
    return this.tabs
      .flatMap(({ session }) => faultsOf(session.view))
      .concat(faultsOf(this.server.graph));
  }

  /** Mends all lines and lets everything arrive. */
  heal(): void {
    for (const tab of this.tabs) {
      tab.flight = undefined;
      tab.feed = [];
      tab.snapshot = undefined;
    }
    for (let round = 0; round < 3; round++)
      for (const tab of this.tabs) {
        this.send(tab);
        if (tab.flight) this.arrive(tab);
        if (tab.flight) this.answer(tab);
        this.take(tab, this.server.since(tab.session.revision));
      }
  }

  private act(tab: Tab): void {
    const choice = this.draw(10);
    if (choice === 0) this.goBack(tab, undoStep, 'undo');
    else if (choice === 1) this.goBack(tab, redoStep, 'redo');
    else {
      const before = tab.session;
      const inverse = this.perform(tab, this.gesture(tab));
      tab.history = remember(tab.history, inverse);
      if (tab.session.pending.length > before.pending.length) this.note('gesture');
    }
  }

  private gesture(tab: Tab): readonly Operation[] {
    const { view, client } = tab.session;
    const remembered = rememberedIds(this.server.start, this.server.log);
    const newId = () => (this.draw(30) === 0 ? 'shared' : `${client}-${tab.made++}`);
    return Array.from({ length: 1 + this.draw(3) }, () =>
      randomOperation(view, { draw: this.draw, newId, remembered }),
    );
  }

  private goBack(tab: Tab, next: typeof undoStep, name: string): void {
    const step = next(tab.history);
    if (!step) return;
    this.note(name);
    tab.history = step.after(this.perform(tab, step.operations));
  }

  private perform(tab: Tab, operations: readonly Operation[]): readonly Operation[] {
    const gesture = `${tab.session.client}-${tab.session.nextSeq}`;
    const { session, inverse } = perform(tab.session, gesture, operations);
    tab.session = session;
    return inverse;
  }

  /** Something happens on a tab's lines. */
  private travel(tab: Tab): void {
    this.fan();
    const choice = this.draw(12);
    if (choice <= 3) this.travelPush(tab);
    else if (choice <= 7) this.travelFeed(tab);
    else if (choice === 8) this.lose(tab);
    else if (choice === 9) this.repeat();
    else if (choice === 10) this.travelSnapshot(tab);
    else if (tab.feed.length > 0) {
      tab.feed.splice(this.draw(tab.feed.length), 1);
      this.note('entry lost');
    }
  }

  private travelPush(tab: Tab): void {
    if (!tab.flight) this.send(tab);
    else if (!tab.flight.pushed) this.arrive(tab);
    else this.answer(tab);
  }

  private send(tab: Tab): void {
    const batch = tab.session.pending.filter(({ seq }) => seq > tab.answered);
    if (batch.length === 0) return;
    tab.flight = { batch, pushed: undefined };
    if (this.draw(4) === 0) this.strays.push({ client: tab.session.client, batch });
  }

  private arrive(tab: Tab): void {
    if (!tab.flight) return;
    const { batch } = tab.flight;
    tab.flight = { batch, pushed: this.server.push(tab.session.client, batch) };
  }

  private answer(tab: Tab): void {
    const { pushed } = tab.flight ?? {};
    tab.flight = undefined;
    if (pushed?.status !== 'answered') throw new Error(`A push was refused: ${pushed?.expected}`);
    tab.session = acknowledge(tab.session, pushed.answers);
    tab.answered = Math.max(tab.answered, ...pushed.answers.map(({ seq }) => seq));
    for (const { outcome } of pushed.answers) this.note(outcome);
  }

  /** A push or its answer is lost; the tab will send again what has not been answered. */
  private lose(tab: Tab): void {
    if (!tab.flight) return;
    this.note(tab.flight.pushed ? 'answer lost' : 'push lost');
    tab.flight = undefined;
  }

  /** A push that was sent long ago arrives (again). */
  private repeat(): void {
    const [stray] = this.strays.splice(this.draw(this.strays.length || 1), 1);
    if (!stray) return;
    this.note('push repeated');
    this.server.push(stray.client, stray.batch);
  }

  /** Puts what is new in the log onto every line. */
  private fan(): void {
    const fresh = this.server.since(this.sent);
    this.sent += fresh.length;
    for (const tab of this.tabs) tab.feed.push(...fresh);
  }

  private travelFeed(tab: Tab): void {
    const piece = tab.feed.splice(0, 1 + this.draw(3));
    if (piece.length === 0) return;
    if (this.draw(6) === 0) {
      tab.feed.unshift(...piece);
      this.note('entry repeated');
    }
    this.take(tab, piece);
  }

  private take(tab: Tab, entries: readonly Committed[]): void {
    const { session, gap } = receive(tab.session, entries);
    tab.session = session;
    if (!gap) return;
    this.note('gap');
    if (this.draw(2) === 0) tab.snapshot = this.server.snapshot();
    else tab.session = receive(tab.session, this.server.since(session.revision)).session;
  }

  private travelSnapshot(tab: Tab): void {
    const { snapshot } = tab;
    tab.snapshot = this.draw(3) === 0 ? this.server.snapshot() : undefined;
    if (!snapshot || snapshot.revision < tab.session.revision) return;
    tab.session = resync(tab.session, snapshot);
    this.note('resync');
  }

  private note(name: string): void {
    this.happenings[name] = (this.happenings[name] ?? 0) + 1;
  }
}

/** Ids of layers and wires that were there at some time. */
function rememberedIds(start: LayerGraph, log: readonly Committed[]): readonly string[] {
  const later = log.flatMap(({ operation }) => {
    if (operation.type === 'addNode') return [operation.node.id];
    return operation.type === 'connect' ? [operation.edge.id] : [];
  });
  return [...start.nodes.keys(), ...start.edges.keys(), ...later.slice(-20)];
}
