import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, test } from 'vitest';
import type { Database } from '@/db/database';
import { createDocumentCache, type DocumentCache } from '@/db/documents/documentCache';
import type { Submitted } from '@/lib/document/session';
import type { LayerGraph } from '@/lib/graph/graph';
import { PINNED_SEEDS } from '../lib/document/pinnedSeeds';
import { seeded } from '../support/draw';
import { DatabaseServer, makeWorkplace } from '../support/fuzz/databaseServer';
import { expectEventful } from '../support/fuzz/expectEventful';
import { type FuzzCase, fuzzRun } from '../support/fuzz/fuzzRun';
import type { Sender } from '../support/fuzz/fuzzServer';
import { Happenings } from '../support/fuzz/happenings';
import { beside, openPair } from '../support/fuzz/pair';

const OPERATIONS = 200;
const COMPARE_EVERY = 100;

const pair = await openPair();
afterAll(() => pair.close());
const { instances } = pair;
const workplace = await makeWorkplace(instances[0], 5);

async function run(seed: FuzzCase, running: readonly Database[], Server = DatabaseServer) {
  const server = new Server(running, workplace, seeded(-seed.seed));
  return fuzzRun(server, seed, { compareEvery: COMPARE_EVERY });
}

describe('people who draw at the same time', () => {
  test.each([
    ['one instance', 1, 1, 100],
    ['two instances', 2, 101, 200],
  ])(
    '[P1] [P3] [P4] [P8] [P11] end up with one document, in log, tables, memory and snapshots, on %s',
    async (_name, count, from, to) => {
      const happenings = new Happenings();
      for (let seed = from; seed <= to; seed++) {
        const outcome = await run({ seed, operations: OPERATIONS }, instances.slice(0, count));
        happenings.add(outcome.happenings);
      }
      expectEventful(happenings, 30);
    },
    900_000,
  );

  test.each(PINNED_SEEDS)('seed $seed: $name, and no longer', async (pinned) => {
    const { operations } = await run(pinned, instances);
    expect(operations).toBeGreaterThanOrEqual(pinned.operations);
  });
});

/** Believes of an old document that it is the newest. */
function staleCache(): DocumentCache {
  const kept = new Map<string, LayerGraph>();
  const cache = createDocumentCache();
  return {
    ...cache,
    put(designId, { revision, graph }) {
      cache.put(designId, { revision, graph: kept.get(designId) ?? graph });
      if (revision % 5 === 0) kept.set(designId, graph);
    },
  };
}

/** Changes a layer behind everybody’s back. */
class MeddlingServer extends DatabaseServer {
  override async push(sender: Sender, batch: readonly Submitted[]) {
    const pushed = await super.push(sender, batch);
    const { designId } = sender;
    await instances[0].db.execute(sql`UPDATE nodes SET x = x + 1 WHERE design_id = ${designId}`);
    return pushed;
  }
}

describe('the check itself', () => {
  test('notices an instance that works on an old document', async () => {
    const stale = beside(instances[1], staleCache());
    await expect(run({ seed: 1, operations: OPERATIONS }, [instances[0], stale])).rejects.toThrow(
      /differs from the replay|does not apply|inverse of something else|effective form|violates/,
    );
  });

  test('notices tables that are not what the log says', async () => {
    const meddled = run({ seed: 1, operations: OPERATIONS }, instances, MeddlingServer);
    await expect(meddled).rejects.toThrow(
      /(the tables|memory of instance \d) differs from the replay/,
    );
  });
});
