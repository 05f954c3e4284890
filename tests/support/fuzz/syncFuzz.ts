import type { Operation } from '@/lib/document/operation';
import type { Answer } from '@/lib/document/session';
import type { LayerGraph } from '@/lib/graph/graph';
import { must } from '@/lib/invariant';
import { type Draw, pick } from '../draw';
import { randomOperation } from '../randomOperation';
import type { ClientRules, Left } from './clientRules';
import type { FuzzServer, Logged } from './fuzzServer';
import { FuzzTab } from './fuzzTab';
import type { Happenings } from './happenings';
import { Lines } from './lines';
import { Witness } from './witness';

/** Most designs that a run comes to, the first one included. */
const DESIGNS = 3;

/** A tab that was closed with work that the server may not have. */
interface Closed {
  readonly left: Left;
  readonly person: number;
  readonly witness: Witness;
}

/** People who draw at the same time, on a design and its variants, over lines that delay, lose and repeat. */
export class SyncFuzz {
  readonly witnesses: Witness[] = [];
  readonly tabs: FuzzTab[] = [];
  /** Operations that were queued so far. */
  operations = 0;
  private closed: Closed[] = [];
  private readonly lines: Lines;
  /** Every client there ever was, with the numbers it used and the refusals that its person saw. */
  private readonly clients = new Map<
    string,
    { witness: Witness; used: number; seen: Set<number> }
  >();
  private made = 0;

  private constructor(
    private readonly server: FuzzServer,
    private readonly draw: Draw,
    private readonly rules: ClientRules,
    readonly happenings: Happenings,
  ) {
    this.lines = new Lines(server, draw, rules, happenings, this.tabs);
  }

  static async begin(
    graph: LayerGraph,
    people: number,
    around: { server: FuzzServer; draw: Draw; rules: ClientRules; happenings: Happenings },
  ): Promise<SyncFuzz> {
    const { server, draw, rules, happenings } = around;
    const fuzz = new SyncFuzz(server, draw, rules, happenings);
    const witness = new Witness(await server.begin(graph), graph);
    fuzz.witnesses.push(witness);
    for (let person = 0; person < people; person++) await fuzz.open(person, witness);
    return fuzz;
  }

  /** One thing that somebody does, and what happens on the way anywhere. Returns what is broken after it. */
  async step(): Promise<readonly string[]> {
    await this.act(pick(this.draw, this.tabs));
    const faults: string[] = [];
    for (let events = this.draw(5); events > 0; events--) {
      await this.lines.travel(pick(this.draw, this.tabs));
      faults.push(...(await this.look()));
    }
    return [...faults, ...this.check()];
  }

  /** Mends all lines, opens what was closed and lets everything arrive. Returns what is broken after it. */
  async heal(): Promise<readonly string[]> {
    for (const closed of this.closed.splice(0)) await this.reopen(closed);
    const faults = [...(await this.lines.heal(() => this.look())), ...this.check()];
    for (const tab of this.tabs) faults.push(...this.unsettled(tab));
    for (const [client, { witness, used, seen }] of this.clients) {
      const answers = await this.server.answersTo(witness.designId, client);
      faults.push(...accounts(answers, used, seen).map((fault) => `${client}: ${fault}`));
      for (const answer of answers)
        if ('revision' in answer && witness.revisionOf(client, answer.seq) !== answer.revision)
          faults.push(`${client}: number ${answer.seq} is not revision ${answer.revision}`);
    }
    return faults;
  }

  /** What differs between the places where the server keeps the documents, now or at some revision before. */
  async compareKept(): Promise<readonly string[]> {
    const faults: string[] = [];
    for (const witness of this.witnesses) {
      const past = [this.draw(witness.revision + 1)];
      for (const kept of await this.server.kept(witness.designId, past))
        faults.push(...witness.compare(`${witness.designId} in ${kept.place}`, kept));
    }
    return faults;
  }

  private async act(tab: FuzzTab): Promise<void> {
    const choice = this.draw(60);
    if (tab.history.redo.length > 0 && this.draw(2) === 0)
      this.count(tab, 'redo', tab.step('redo'));
    else if (choice < 12) this.count(tab, 'undo', tab.step('undo'));
    else if (choice === 12) this.restore(tab);
    else if (choice === 13) await this.fork(tab);
    else if (choice === 14) this.close(tab);
    else if (choice >= 57) this.merge(tab);
    else if (choice === 15) await this.reopen(this.closed.shift());
    else this.count(tab, 'gesture', tab.act(this.gesture(tab)));
  }

  /** Notes something that was done, if it came to anything. */
  private count(tab: FuzzTab, name: string, operations: number | undefined): void {
    this.keepAccount(tab);
    if (!operations) return;
    this.operations += operations;
    this.happenings.note(name, `${tab.name} ×${operations}`);
  }

  private gesture({ session, witness }: FuzzTab): readonly Operation[] {
    const { view, client } = session;
    const remembered = rememberedIds(must(witness.graphs[0], 'the start'), witness.log);
    const newId = () => (this.draw(30) === 0 ? 'shared' : `${client}-${this.made++}`);
    return Array.from({ length: 1 + this.draw(3) }, () =>
      randomOperation(view, { draw: this.draw, newId, remembered }),
    );
  }

  private restore(tab: FuzzTab): void {
    const { graphs } = tab.witness;
    const past = must(graphs[this.draw(graphs.length)], 'a past document');
    this.count(tab, 'restore', tab.restore(past));
  }

  private async fork(tab: FuzzTab): Promise<void> {
    if (this.witnesses.length >= DESIGNS) return;
    const { designId, revision } = await this.server.fork(tab.witness.designId);
    const start = must(tab.witness.graphs[revision], 'the start of the variant');
    const witness = new Witness(designId, start, tab.witness);
    this.witnesses.push(witness);
    this.happenings.note('fork', `${tab.name} at ${revision}`);
    for (const person of new Set([tab.person, pick(this.draw, this.tabs).person]))
      await this.open(person, witness);
  }

  /** Brings the changes of a variant into what it comes from, or the other way round. */
  private merge(tab: FuzzTab): void {
    const ours = tab.witness;
    const relatives = this.witnesses.filter((each) => each.parent === ours || each === ours.parent);
    if (relatives.length === 0) return;
    const theirs = pick(this.draw, relatives);
    const base = must((theirs.parent === ours ? theirs : ours).graphs[0], 'where they parted');
    const settle = () => (this.draw(2) === 0 ? 'ours' : 'theirs');
    this.count(tab, 'merge', tab.merge(base, theirs.graph, settle));
  }

  private async open(person: number, witness: Witness): Promise<void> {
    const { designId } = witness;
    const client = `p${person}.${this.clients.size}`;
    const left = { client, nextSeq: 1, pending: [] };
    this.clients.set(client, { witness, used: 0, seen: new Set() });
    const session = this.rules.reopen(left, await this.server.snapshot(designId));
    this.tabs.push(new FuzzTab(person, witness, this.rules, session, 0));
  }

  /** Closes a tab. What it was sending may still arrive. */
  private close(tab: FuzzTab): void {
    if (this.tabs.filter(({ witness }) => witness === tab.witness).length < 2) return;
    this.keepAccount(tab);
    this.lines.abandon(tab);
    this.tabs.splice(this.tabs.indexOf(tab), 1);
    const { person, witness } = tab;
    const left = this.rules.leave(tab.session);
    this.happenings.note('tab closed', tab.name);
    if (left) this.closed.push({ left, person, witness });
  }

  private async reopen(closed: Closed | undefined): Promise<void> {
    if (!closed) return;
    const { left, person, witness } = closed;
    const session = this.rules.reopen(left, await this.server.snapshot(witness.designId));
    const answered = (session.pending[0]?.seq ?? session.nextSeq) - 1;
    const tab = new FuzzTab(person, witness, this.rules, session, answered);
    this.tabs.push(tab);
    this.happenings.note('tab reopened', tab.name);
  }

  /** Reads what is new in the logs, sees that it fits, and puts it onto every line. */
  private async look(): Promise<readonly string[]> {
    const faults: string[] = [];
    for (const designId of this.lines.takePushedTo()) {
      const witness = must(
        this.witnesses.find((each) => each.designId === designId),
        designId,
      );
      const fresh = await this.server.since(designId, witness.revision);
      faults.push(...witness.take(fresh));
      for (const { place, ...kept } of this.server.inMemory(designId))
        faults.push(...witness.compare(place, kept));
      for (const tab of this.tabs) if (tab.witness === witness) tab.feed.push(...fresh);
    }
    return faults;
  }

  private check(): readonly string[] {
    return this.tabs.flatMap((tab) => {
      this.keepAccount(tab);
      return tab.check();
    });
  }

  private keepAccount({ session: { client, nextSeq, refused } }: FuzzTab): void {
    const account = must(this.clients.get(client), client);
    account.used = Math.max(account.used, nextSeq - 1);
    for (const { seq } of refused) account.seen.add(seq);
  }

  private unsettled({ name, session, witness }: FuzzTab): readonly string[] {
    const { pending, acknowledged, revision } = session;
    return [
      ...witness.compare(`${name}: the view`, { revision: witness.revision, graph: session.view }),
      ...(revision === witness.revision ? [] : [`${name} ends at revision ${revision}`]),
      ...(pending.length === 0 ? [] : [`${name} ends with ${pending.length} pending`]),
      ...(acknowledged.size === 0 ? [] : [`${name} ends waiting for what was acknowledged`]),
    ];
  }
}

/** Whether every number that a client used was answered, and every refusal was seen by its author. PROTOCOL P2, P3, P11. */
function accounts(
  answers: readonly Answer[],
  used: number,
  seen: ReadonlySet<number>,
): readonly string[] {
  const numbers = answers.map(({ seq }) => seq).join();
  const expected = Array.from({ length: used }, (_, index) => index + 1).join();
  if (numbers !== expected)
    return [`numbers 1 to ${used} were used, and ${answers.length} were answered`];
  const numbersOf = (outcome: Answer['outcome']) =>
    answers.filter((answer) => answer.outcome === outcome).map(({ seq }) => seq);
  const hidden = numbersOf('reject').filter((seq) => !seen.has(seq));
  if (hidden.length > 0) return [`the refusals of ${hidden.join(', ')} were never shown`];
  const declined = new Set([...numbersOf('reject'), ...numbersOf('discard')]);
  const wrongly = [...seen].filter((seq) => !declined.has(seq));
  return wrongly.length === 0 ? [] : ['something was shown as refused that was not'];
}

/** Ids of layers and wires that were there at some time. */
function rememberedIds(start: LayerGraph, log: readonly Logged[]): readonly string[] {
  const later = log.slice(-40).flatMap(({ operation }) => {
    if (operation.type === 'addNode') return [operation.node.id];
    return operation.type === 'connect' ? [operation.edge.id] : [];
  });
  return [...start.nodes.keys(), ...start.edges.keys(), ...later.slice(-20)];
}
