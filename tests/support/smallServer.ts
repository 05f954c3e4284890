import { applyOperation, readOperation } from '@/lib/document/apply';
import type { Answer, Committed, Snapshot, Submitted } from '@/lib/document/session';
import { sameJson } from '@/lib/equal';
import type { LayerGraph } from '@/lib/graph/graph';
import { readGraph, storeGraph } from '@/lib/graph/stored';

interface Known {
  readonly submitted: Submitted;
  readonly answer: Answer;
}

/** What comes back of a push: an answer for each operation, or the number that was expected instead. */
export type Pushed =
  | { readonly status: 'answered'; readonly answers: readonly Answer[] }
  | { readonly status: 'conflict'; readonly expected: number };

/** A server of one document in memory that does what PROTOCOL P2 to P4, P8 and P10 say, and nothing else. */
export class SmallServer {
  readonly log: Committed[] = [];
  readonly known = new Map<string, Known[]>();
  graph: LayerGraph;

  constructor(readonly start: LayerGraph) {
    this.graph = start;
  }

  push(client: string, batch: readonly Submitted[]): Pushed {
    const known = this.known.get(client) ?? [];
    this.known.set(client, known);
    const answers: Answer[] = [];
    for (const submitted of overTheWire(batch)) {
      const before = known[submitted.seq - 1];
      if (before && !sameJson(before.submitted, submitted))
        return { status: 'conflict', expected: known.length + 1 };
      if (!before && submitted.seq !== known.length + 1)
        return { status: 'conflict', expected: known.length + 1 };
      const answer = before?.answer ?? this.take(client, submitted);
      if (!before) known.push({ submitted, answer });
      answers.push(answer);
    }
    return { status: 'answered', answers: overTheWire(answers) };
  }

  /** The log behind a revision. */
  since(revision: number): readonly Committed[] {
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
    this.log.push({ revision, client, seq, operation: applied.effective });
    const same = sameJson(applied.effective, read.value);
    return { outcome: same ? 'commit' : 'rebased', seq, revision };
  }
}

function overTheWire<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
