import { applyOperation } from '@/lib/document/apply';
import { EMPTY_HISTORY, type History } from '@/lib/document/history';
import type { MergePick } from '@/lib/document/merge/conflict';
import type { Operation } from '@/lib/document/operation';
import type { Committed, Session, Snapshot, Submitted } from '@/lib/document/session';
import type { LayerGraph } from '@/lib/graph/graph';
import { faultsOf } from '../faultsOf';
import { changedKeys, foreignKeys } from './changedKeys';
import type { ClientRules } from './clientRules';
import type { Logged, Pushed } from './fuzzServer';
import { lostInMerge } from './lostInMerge';
import { sameContent, sameDocument } from './sameDocument';
import type { Witness } from './witness';

/** A push under way. */
export interface Flight {
  readonly batch: readonly Submitted[];
  /** What the server said; undefined while the push is still on its way to it. */
  readonly pushed: Pushed | undefined;
}

/** One tab: its session, what it can undo, everything on its way to it and from it, and what is wrong with it. */
export class FuzzTab {
  history: History = EMPTY_HISTORY;
  flight: Flight | undefined;
  /** Entries of the log on their way, in order. */
  feed: Logged[] = [];
  /** A snapshot that was asked for and has not arrived. */
  snapshot: Snapshot | undefined;
  /** Faults that were found and not told yet. */
  private faults: string[] = [];
  /** Keys of everything that this tab changed. */
  private readonly mine = new Set<string>();
  private checked: Session | undefined;

  constructor(
    readonly person: number,
    readonly witness: Witness,
    private readonly rules: ClientRules,
    public session: Session,
    /** Highest number that the server has answered. */
    public answered: number,
  ) {}

  get name(): string {
    return `${this.session.client} on ${this.witness.designId}`;
  }

  /** Carries out a gesture; returns how many operations it came to. */
  act(operations: readonly Operation[]): number {
    const before = this.session;
    const inverse = this.perform(operations);
    this.history = this.rules.remember(this.history, inverse);
    return this.session.nextSeq - before.nextSeq;
  }

  /** A step back or forth; undefined when there is none, else how many operations it came to. */
  step(way: 'undo' | 'redo'): number | undefined {
    const { rules, session: before } = this;
    const step = (way === 'undo' ? rules.undoStep : rules.redoStep)(this.history);
    if (!step) return undefined;
    const mine = new Set(this.mine);
    this.history = step.after(this.perform(step.operations));
    const foreign = foreignKeys(before.view, this.session.view, mine);
    if (foreign.length > 0) this.blame(`${way} changes what is others': ${foreign.join(', ')}`);
    if (this.session.nextSeq > before.nextSeq) this.wayBack(way, before.view);
    return this.session.nextSeq - before.nextSeq;
  }

  /** Makes of what the person sees a document that was. PROTOCOL P14. */
  restore(past: LayerGraph): number {
    const operations = this.act(this.rules.restore(this.session.view, past));
    if (!sameContent(this.session.view, past)) this.blame('restoring gives another document');
    return operations;
  }

  /** Brings in what another design became since both parted; `pick` settles each conflict. PROTOCOL P15. */
  merge(base: LayerGraph, theirs: LayerGraph, pick: () => MergePick): number {
    const sides = { base, ours: this.session.view, theirs };
    const { conflicts } = this.rules.merge(sides);
    const picks = new Map(conflicts.map(({ id }) => [id, pick()]));
    const merge = this.rules.merge({ ...sides, picks });
    const operations = this.act(merge.operations);
    if (!sameContent(this.session.view, merge.merged))
      this.blame('the operations of a merge do not lead to the merged design');
    for (const lost of lostInMerge(sides, merge)) this.blame(lost);
    return operations;
  }

  /** Takes entries of the log; says whether one was missing. */
  take(entries: readonly Committed[]): boolean {
    const before = this.session;
    const { session, gap } = this.rules.receive(before, entries);
    this.session = session;
    for (const { revision, client, seq } of entries)
      if (client === session.client && revision > before.revision && revision <= session.revision)
        if (session.pending.some((each) => each.seq === seq))
          this.blame(`number ${seq} is still pending although the log has brought it`);
    return gap;
  }

  /** Takes the answers to the push under way. */
  hear(): void {
    const { pushed } = this.flight ?? {};
    this.flight = undefined;
    if (!pushed) return;
    if (pushed.status === 'conflict') {
      this.blame(`a push was refused, number ${pushed.expected} was expected`);
      return;
    }
    const before = this.session;
    this.session = this.rules.acknowledge(before, pushed.answers);
    this.answered = Math.max(this.answered, ...pushed.answers.map(({ seq }) => seq));
    const committed = pushed.answers.every(
      (answer) => 'revision' in answer && answer.revision > before.revision,
    );
    if (committed && !sameContent(this.session.view, before.view))
      this.blame('an answer that everything is committed changes what the person sees');
  }

  resync(snapshot: Snapshot): void {
    this.session = this.rules.resync(this.session, snapshot);
  }

  /** What is wrong with this tab since it was last asked. */
  check(): readonly string[] {
    const { session, witness, checked } = this;
    const faults = this.faults.splice(0);
    if (session !== checked) {
      this.checked = session;
      const { confirmed, revision, pending, view, nextSeq } = session;
      if (confirmed !== checked?.confirmed || revision !== checked.revision)
        faults.push(...witness.compare('the confirmed document', { graph: confirmed, revision }));
      if (!sameDocument(view, replayed(confirmed, pending)))
        faults.push('the view is not what is pending on what is confirmed');
      const seqs = pending.map(({ seq }) => seq);
      if (seqs.some((seq, index) => seq >= nextSeq || seq <= (seqs[index - 1] ?? 0)))
        faults.push(`the numbers of what is pending do not rise to ${nextSeq}`);
      if (view !== checked?.view) faults.push(...faultsOf(view));
    }
    return faults.map((fault) => `${this.name}: ${fault}`);
  }

  private perform(operations: readonly Operation[]): readonly Operation[] {
    const before = this.session;
    const gesture = `${before.client}-${before.nextSeq}`;
    const { session, inverse } = this.rules.perform(before, gesture, operations);
    this.session = session;
    for (const key of changedKeys(before.view, session.view)) this.mine.add(key);
    return inverse;
  }

  /** One undo and one redo with nobody between leave the document as it was, and the other way round. PROTOCOL P9. */
  private wayBack(way: 'undo' | 'redo', before: LayerGraph): void {
    const { rules } = this;
    const back = (way === 'undo' ? rules.redoStep : rules.undoStep)(this.history);
    const { session } = rules.perform(this.session, 'trial', back?.operations ?? []);
    if (!sameContent(session.view, before))
      this.blame(`${way} and the step back from it do not leave the document as it was`);
  }

  private blame(fault: string): void {
    this.faults.push(fault);
  }
}

function replayed(graph: LayerGraph, pending: readonly Submitted[]): LayerGraph {
  let current = graph;
  for (const { operation } of pending) {
    const applied = applyOperation(current, operation);
    if (applied.outcome === 'applied') current = applied.graph;
  }
  return current;
}
