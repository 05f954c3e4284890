import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { EMPTY_GRAPH } from '@/lib/graph/graph';
import { must } from '@/lib/invariant';
import { DatabaseServer, makeWorkplace } from '../support/fuzz/databaseServer';
import { openPair } from '../support/fuzz/pair';
import { serverCommands } from '../support/fuzz/serverCommands';
import { RealServer, type ServerModel } from '../support/fuzz/serverModel';
import { SmallServer } from '../support/fuzz/smallServer';
import { Witness } from '../support/fuzz/witness';

const pair = await openPair();
afterAll(() => pair.close());

test.each([
  ['one instance', 1],
  ['two instances', 2],
])(
  '[P1] [P2] [P3] [P4] [P8] [P14] [P15] %s: whatever is pushed, answers and documents are what the model says',
  async (_name, count) => {
    const instances = pair.instances.slice(0, count);
    const outcomes = new Set<string>();
    const commands = fc.commands([...serverCommands], { maxCommands: 40, size: 'max' });
    await fc.assert(
      fc.asyncProperty(commands, async (run) => {
        const workplace = await makeWorkplace(pair.instances[0], 3);
        const real = new RealServer(instances, workplace.projectId, workplace.people);
        await real.add();
        const model: ServerModel = {
          designs: [new SmallServer(EMPTY_GRAPH)],
          tabs: [0, 1, 2].map((person) => ({ design: 0, client: `t${person}`, person, sent: [] })),
          roles: ['owner', 'editor', 'editor'],
        };
        await fc.asyncModelRun(() => ({ model, real }), run);
        await expectWhole(model, real, new DatabaseServer(instances, workplace, () => 0));
        for (const { known } of model.designs)
          for (const each of known.values())
            for (const { answer } of each) outcomes.add(answer.outcome);
      }),
      { numRuns: 30, seed: 20_261_121 },
    );
    expect([...outcomes].toSorted()).toEqual(['commit', 'discard', 'rebased', 'reject']);
  },
  300_000,
);

/** Expects of each design that log, inverses, tables, memory and snapshots agree. */
async function expectWhole(model: ServerModel, real: RealServer, server: DatabaseServer) {
  for (const [index, { start, log }] of model.designs.entries()) {
    const designId = must(real.designIds[index], 'the design');
    const witness = new Witness(designId, start);
    expect(witness.take(await server.since(designId, 0))).toEqual([]);
    expect(witness.revision).toBe(log.length);
    const kept = await server.kept(designId, [0, log.length >> 1, log.length]);
    expect(kept.flatMap(({ place, ...each }) => witness.compare(place, each))).toEqual([]);
  }
}
