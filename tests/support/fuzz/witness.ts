import { applyOperation } from '@/lib/document/apply';
import type { Operation } from '@/lib/document/operation';
import type { Snapshot } from '@/lib/document/session';
import { sameJson } from '@/lib/equal';
import type { LayerGraph } from '@/lib/graph/graph';
import { faultsOf } from '../faultsOf';
import type { Logged } from './fuzzServer';
import { sameContent, sameDocument } from './sameDocument';

/**
 * Follows the log of one design from its first document, keeps the document at every revision, and
 * says what does not fit: PROTOCOL P1, P3 and P4, revision by revision.
 */
export class Witness {
  /** The document at every revision, from 0. */
  readonly graphs: LayerGraph[];
  readonly log: Logged[] = [];
  private readonly numbers = new Map<string, number>();

  constructor(
    readonly designId: string,
    start: LayerGraph,
    /** The design that this one is a variant of. */
    readonly parent?: Witness,
  ) {
    this.graphs = [start];
  }

  get revision(): number {
    return this.log.length;
  }

  get graph(): LayerGraph {
    return this.graphs[this.revision] as LayerGraph;
  }

  /** Revision of the operation that a client sent under a number; undefined while there is none. */
  revisionOf(client: string, seq: number): number | undefined {
    return this.numbers.get(`${client}/${seq}`);
  }

  /** Takes the next piece of the log. */
  take(entries: readonly Logged[]): readonly string[] {
    return entries.flatMap((entry) => this.takeOne(entry));
  }

  /** What is wrong with a document that claims to be this one at its revision. */
  compare(place: string, { revision, graph }: Snapshot): readonly string[] {
    const known = this.graphs[revision];
    if (!known)
      return [`${place} is at revision ${revision}, and the log ends at ${this.revision}`];
    if (sameDocument(known, graph)) return [];
    return [`${place} differs from the replay of the log up to revision ${revision}`];
  }

  private takeOne(entry: Logged): readonly string[] {
    const { revision, client, seq, operation, inverse } = entry;
    const before = this.graph;
    const told = `revision ${revision} (${operation.type} by ${client})`;
    if (revision !== this.revision + 1) return [`${told} follows on revision ${this.revision}`];
    const applied = applyOperation(before, operation);
    this.log.push(entry);
    this.graphs.push(applied.outcome === 'applied' ? applied.graph : before);
    const twice = this.revisionOf(client, seq);
    this.numbers.set(`${client}/${seq}`, revision);
    if (twice !== undefined) return [`${told} is number ${seq} again, which is revision ${twice}`];
    if (applied.outcome !== 'applied') return [`${told} does not apply: ${applied.message}`];
    return [
      ...(sameJson(applied.effective, operation) ? [] : [`${told} is not in its effective form`]),
      ...(sameJson(applied.inverse, inverse) ? [] : [`${told} has an inverse of something else`]),
      ...(sameContent(undone(applied.graph, inverse), before) ? [] : [`${told} is not undone`]),
      ...(applied.graph === before ? [`${told} changes nothing`] : []),
      ...faultsOf(applied.graph).map((fault) => `${told}: ${fault}`),
    ];
  }
}

/** The document after operations that nobody came before. */
function undone(graph: LayerGraph, operations: readonly Operation[]): LayerGraph {
  let current = graph;
  for (const operation of operations) {
    const applied = applyOperation(current, operation);
    if (applied.outcome === 'applied') current = applied.graph;
  }
  return current;
}
