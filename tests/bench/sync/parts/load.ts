import type { Options } from '../options';
import { startOurs } from '../ourServer';
import { type RunningServer, startPeer } from '../peerServer';
import type { PeerName } from '../peers';
import { printRuns } from '../printRuns';
import { type Run, runJob } from '../runJob';

const WARMUP = 2;
const SECONDS = 10;

interface Scenario {
  readonly writers: number;
  readonly rate: number;
}

/**
 * Propagation under load: so many writers in one document, each with a layer of its own, each a
 * reader of all the others. Every server runs throughout; rounds take turns, so that each meets the
 * same hours of the machine.
 */
export async function load(options: Options): Promise<void> {
  const servers = new Map<PeerName, RunningServer>();
  try {
    for (const name of options.peers) {
      servers.set(name, name === 'ours' ? await startOurs(options) : await startPeer(name));
    }
    for (const scenario of scenariosOf(options)) await play(scenario, servers, options);
  } finally {
    await Promise.all([...servers.values()].map((server) => server.stop()));
  }
}

/** Fifty writers also at four writes a second, as people at work write. */
function scenariosOf({ writers }: Options): readonly Scenario[] {
  return writers.flatMap((count) => [
    { writers: count, rate: 10 },
    ...(count === 50 ? [{ writers: count, rate: 4 }] : []),
  ]);
}

async function play(
  { writers, rate }: Scenario,
  servers: ReadonlyMap<PeerName, RunningServer>,
  { rounds, seconds = SECONDS, processes }: Options,
): Promise<void> {
  console.log(`\n${writers} writers × ${rate} writes a second, ${rounds} × ${seconds} s\n`);
  const runs = new Map([...servers.keys()].map((name): [PeerName, Run[]] => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, server] of servers) {
      const places = await server.open(writers);
      const members = places.map((place, number) => ({ ...place, number, writes: true }));
      const job = { peer: name, members, rate, warmup: WARMUP, seconds };
      runs.get(name)?.push(await runJob(job, processes, server.processes));
    }
  }
  printRuns(runs);
}
