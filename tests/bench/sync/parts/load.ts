import { must } from '@/lib/invariant';
import { printTable, quantile } from '../../measure';
import type { Options } from '../options';
import { startOurs } from '../ourServer';
import { type RunningServer, startPeer } from '../peerServer';
import type { PeerName } from '../peers';
import { type Run, runJob } from '../runJob';

const WARMUP = 2;

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
  { rounds, seconds, processes }: Options,
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

const HEAD = [
  ['ms', 'p50', 'p95', 'p99', 'max'],
  ['delivered', 'converged', 'drain', 'ack p50', 'ack p95'],
  ['late p95', 'server CPU', 'database CPU', 'memory'],
].flat();

function printRuns(runs: ReadonlyMap<string, readonly Run[]>): void {
  printTable([HEAD, ...[...runs].map(([name, all]) => [name, ...rowOf(all)])]);
}

/** Medians over the rounds, of each figure for itself. */
function rowOf(runs: readonly Run[]): readonly string[] {
  const middle = (figure: (run: Run) => number) => quantile(0.5, runs.map(figure));
  const share = (which: (run: Run) => Float64Array, part: number) =>
    time(middle((run) => quantile(part, [...which(run)])));
  const propagation = ({ propagation }: Run) => propagation;
  const acknowledgement = ({ acknowledgement }: Run) => acknowledgement;
  const [first] = runs;
  const processor = (index: number) => middle(({ usage }) => usage[index]?.processor ?? Number.NaN);
  const memory = must(first, 'a run').usage[0] && middle(({ usage }) => usage[0]?.memory ?? 0);
  return [
    share(propagation, 0.5),
    share(propagation, 0.95),
    share(propagation, 0.99),
    time(middle((run) => run.propagation.reduce((most, each) => Math.max(most, each), 0))),
    `${(100 * middle((run) => run.propagation.length / run.expected)).toFixed(0)} %`,
    runs.every(({ converged }) => converged) ? 'yes' : 'NO',
    time(middle(({ drain }) => drain)),
    share(acknowledgement, 0.5),
    share(acknowledgement, 0.95),
    share(({ lateness }) => lateness, 0.95),
    percent(processor(0)),
    percent(processor(1)),
    memory === undefined ? '' : `${memory.toFixed(0)} MB`,
  ];
}

const time = (milliseconds: number) =>
  Number.isNaN(milliseconds) ? '–' : milliseconds.toFixed(milliseconds < 100 ? 1 : 0);

const percent = (share: number) => (Number.isNaN(share) ? '–' : `${share.toFixed(0)} %`);
