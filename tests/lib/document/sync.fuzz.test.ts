import { describe, expect, it } from 'vitest';
import { applyOperation } from '@/lib/document/apply';
import type { Answer, Submitted } from '@/lib/document/session';
import { type StoredGraph, storeGraph } from '@/lib/graph/stored';
import { seeded } from '@/tests/support/draw';
import { smallDesign } from '@/tests/support/smallDesign';
import { SmallServer } from '@/tests/support/smallServer';
import { type Happenings, SyncFuzz } from '@/tests/support/syncFuzz';

const STEPS = 100;

/** Lets two to four people draw for a while, mends all lines and checks everything that the protocol promises. */
function run(seed: number, server = new SmallServer(smallDesign())): Happenings {
  const draw = seeded(seed);
  const fuzz = new SyncFuzz(server, draw, 2 + draw(3));
  for (let step = 0; step < STEPS; step++)
    expect(fuzz.step(), `seed ${seed}, step ${step}`).toEqual([]);
  fuzz.heal();
  expectSettled(fuzz, server, `seed ${seed}`);
  return fuzz.happenings;
}

function expectSettled(fuzz: SyncFuzz, server: SmallServer, hint: string): void {
  const final = storeGraph(server.graph);
  expect(replayed(server), hint).toEqual(final);
  expect(server.log.map(({ revision }) => revision)).toEqual(
    server.log.map((_, index) => index + 1),
  );
  for (const { session } of fuzz.tabs) {
    const { client, view, pending, acknowledged, revision, nextSeq, refused } = session;
    expect({ client, view: storeGraph(view), revision, pending }, hint).toEqual({
      client,
      view: final,
      revision: server.log.length,
      pending: [],
    });
    expect(acknowledged.size).toBe(0);
    const known = server.known.get(client) ?? [];
    expect(
      known.map(({ submitted }) => submitted.seq),
      hint,
    ).toEqual(Array.from({ length: nextSeq - 1 }, (_, index) => index + 1));
    const rejected = known.filter(({ answer }) => answer.outcome === 'reject');
    expect(refused.map(({ seq }) => seq).toSorted(byNumber), hint).toEqual(
      rejected.map(({ answer }) => answer.seq),
    );
    const committed = known.filter(({ answer }) => 'revision' in answer);
    const logged = server.log.filter((entry) => entry.client === client);
    expect(
      logged.map(({ seq }) => seq),
      hint,
    ).toEqual(committed.map(({ answer }) => answer.seq));
  }
}

/** What the log makes of the document that was there first. PROTOCOL P4. */
function replayed({ start, log }: SmallServer): StoredGraph {
  let graph = start;
  for (const { operation } of log) {
    const applied = applyOperation(graph, operation);
    if (applied.outcome !== 'applied') throw new Error(applied.message);
    graph = applied.graph;
  }
  return storeGraph(graph);
}

const byNumber = (a: number, b: number) => a - b;

describe('people who draw at the same time', () => {
  it('[P1] [P3] [P4] [P8] [P10] [P11] end up with one document and know what became of all their work', () => {
    const happenings: Happenings = {};
    for (let seed = 1; seed <= 150; seed++)
      for (const [name, count] of Object.entries(run(seed)))
        happenings[name] = (happenings[name] ?? 0) + count;
    for (const name of [
      'gesture',
      'undo',
      'redo',
      'commit',
      'rebased',
      'discard',
      'reject',
      'push lost',
      'answer lost',
      'push repeated',
      'entry lost',
      'entry repeated',
      'gap',
      'resync',
    ])
      expect([name, happenings[name] ?? 0]).toEqual([
        name,
        expect.toSatisfy((count) => count > 100),
      ]);
  });
});

/** Takes a retry for new work. */
class ForgetfulServer extends SmallServer {
  override push(client: string, batch: readonly Submitted[]) {
    const known = this.known.get(client) ?? [];
    const retried = batch.find(({ seq }) => known[seq - 1]);
    const pushed = super.push(client, batch);
    if (retried) this.take(client, retried);
    return pushed;
  }
}

/** Answers before it has written. */
class HastyServer extends SmallServer {
  protected override take(client: string, submitted: Submitted): Answer {
    const answer = super.take(client, submitted);
    if ('revision' in answer && answer.revision % 20 === 0) this.log.pop();
    return answer;
  }
}

describe('the check itself', () => {
  it.each([
    ['applies retries again', ForgetfulServer],
    ['loses what it has answered', HastyServer],
  ])('notices a server that %s', (_name, Server) => {
    expect(() => {
      for (let seed = 1; seed <= 20; seed++) run(seed, new Server(smallDesign()));
    }).toThrow();
  });
});
