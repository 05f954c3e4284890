import { applyOperation, readOperation } from '@/lib/document/apply';
import type { Answer, Snapshot, Submitted } from '@/lib/document/session';
import { sameJson } from '@/lib/equal';
import type { LayerGraph } from '@/lib/graph/graph';
import { readGraph, storeGraph } from '@/lib/graph/stored';
import type { Logged, Pushed } from './fuzzServer';

export interface Known {
  readonly submitted: Submitted;
  readonly answer: Answer;
}

/** A server of one document in memory that does what PROTOCOL P2 to P4, P8 and P10 say, and nothing else. */
export class SmallServer {
  readonly log: Logged[] = [];
  readonly known = new Map<string, Known[]>();
  graph: LayerGraph;

  constructor(readonly start: LayerGraph) {
    this.graph = start;
  }

  push(client: string, batch: readonly Submitted[]): Pushed {
    const known = this.known.get(client) ?? [];
    const conflict = conflictOf(known, overTheWire(batch));
    if (conflict !== undefined) return { status: 'conflict', expected: conflict };
    this.known.set(client, known);
    const answers = overTheWire(batch).map((submitted) => {
      const before = known[submitted.seq - 1];
      const answer = before?.answer ?? this.take(client, submitted);
      if (!before) known.push({ submitted, answer });
      return answer;
    });
    return { status: 'answered', answers: overTheWire(answers) };
  }

  /** The log behind a revision. */
  since(revision: number): readonly Logged[] {
    return overTheWire(this.log.slice(revision));
  }

  snapshot(): Snapshot {
    const read = readGraph(overTheWire(storeGraph(this.graph)));
    if (!read.ok) throw new Error(read.error);
    return { graph: read.value, revision: this.log.length };
  }

  protected take(client: string, { seq, operation }: Submitted): Answer {
    const read = readOperation(operation);
    if (!read.ok) return { outcome: 'reject', seq, code: 'MALFORMED', message: read.error };
    const applied = applyOperation(this.graph, read.value);
    if (applied.outcome === 'void') return { outcome: 'discard', seq, message: applied.message };
    if (applied.outcome === 'refused')
      return { outcome: 'reject', seq, code: applied.code, message: applied.message };
    this.graph = applied.graph;
    const revision = this.log.length + 1;
    const { effective, inverse } = applied;
    this.log.push({ revision, client, seq, operation: effective, inverse });
    const same = sameJson(effective, read.value);
    return { outcome: same ? 'commit' : 'rebased', seq, revision };
  }
}

/**
 * The number that a push had to have where it has another: its numbers rise, and step over none
 * that is not known. A known number brings what it brought before. PROTOCOL P8.
 */
function conflictOf(known: readonly Known[], batch: readonly Submitted[]): number | undefined {
  let last = 0;
  for (const submitted of batch) {
    const { seq } = submitted;
    const expected = Math.max(last, known.length) + 1;
    if (seq <= last || seq > expected) return expected;
    const before = known[seq - 1];
    if (before && !sameJson(before.submitted, submitted)) return expected;
    last = seq;
  }
  return undefined;
}

export function overTheWire<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
