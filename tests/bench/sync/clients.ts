import process from 'node:process';
import { must } from '@/lib/invariant';
import { now, sleep, until } from './clock';
import type { Job, Member, Observed, Order, Reply } from './job';
import { writesOf } from './job';
import { keyOf, type Replica } from './peer';
import { PEERS } from './peers';

const LONGEST_DRAIN = 60_000;
const JOIN_AT_ONCE = 10;

/** A process of clients: joins, writes at a fixed rate whatever comes back, and tells what it saw. */
let team: Team | undefined;

process.on('message', (order: Order) => {
  obey(order).catch((error) => {
    reply({ type: 'failed', message: error instanceof Error ? (error.stack ?? '') : `${error}` });
  });
});
process.on('disconnect', () => process.exit(0));
// Each provider of y-websocket listens for the end of the process.
process.setMaxListeners(0);

async function obey(order: Order): Promise<void> {
  if (order.type === 'join') {
    team = await join(order.job, order.mine);
    reply({ type: 'joined' });
  } else {
    reply({ type: 'done', observed: await run(must(team, 'clients that have joined'), order.at) });
  }
}

function reply(message: Reply): void {
  process.send?.(message);
}

interface Seat {
  readonly member: Member;
  /** Its place among all of the run: writes are spread by it. */
  readonly index: number;
  readonly replica: Replica;
}

interface Team {
  readonly job: Job;
  readonly seats: readonly Seat[];
  readonly propagation: number[];
}

async function join(job: Job, mine: readonly number[]): Promise<Team> {
  const { join: joinPeer } = await PEERS[job.peer]();
  const propagation: number[] = [];
  const counts = counting(job);
  const firstCounted = Math.round(job.rate * job.warmup) + 1;
  const seats: Seat[] = [];
  for (let start = 0; start < mine.length; start += JOIN_AT_ONCE) {
    const joining = mine.slice(start, start + JOIN_AT_ONCE).map(async (index) => {
      const member = must(job.members[index], 'a client of the run');
      const latest = new Map<string, number>();
      const replica = await joinPeer(member, (key, { x, y }) => {
        // What a replica shows again while it reorders is not new.
        if (y <= (latest.get(key) ?? 0)) return;
        latest.set(key, y);
        if (y >= firstCounted && counts(member)) propagation.push(now() - job.origin - x);
      });
      return { member, index, replica };
    });
    seats.push(...(await Promise.all(joining)));
  }
  return { job, seats, propagation };
}

async function run({ job, seats, propagation }: Team, at: number): Promise<Observed> {
  const total = writesOf(job);
  const firstCounted = Math.round(job.rate * job.warmup) + 1;
  const lateness: number[] = [];
  const period = 1000 / job.rate;
  await Promise.all(
    seats
      .filter(({ member }) => member.writes)
      .map(async ({ replica, index }) => {
        const offset = (period * index) / job.members.length;
        for (let seq = 1; seq <= total; seq++) {
          const planned = at + offset + (seq - 1) * period;
          await sleep(Math.max(0, planned - now()));
          const moment = now();
          replica.set({ x: moment - job.origin, y: seq });
          if (seq >= firstCounted) lateness.push(moment - planned);
        }
      }),
  );
  const lastWrite = now();
  const writers = writersByRoom(job);
  const settled = () =>
    seats.every(({ member, replica }) => {
      const values = replica.values();
      const others = writers.get(member.room) ?? [];
      return others.every((number) => values.get(keyOf(number))?.y === total);
    });
  await until(settled, LONGEST_DRAIN);
  const drain = now() - lastWrite;
  const observed: Observed = {
    propagation: Float64Array.from(propagation),
    acknowledgement: Float64Array.from(
      seats.flatMap(({ replica }) =>
        replica.acknowledged
          .filter(({ seq }) => seq >= firstCounted)
          .map(({ milliseconds }) => milliseconds),
      ),
    ),
    lateness: Float64Array.from(lateness),
    expected: seats
      .filter(({ member }) => counting(job)(member))
      .map(({ member }) => {
        const others = writers.get(member.room)?.filter((number) => number !== member.number);
        return (others?.length ?? 0) * (total - firstCounted + 1);
      })
      .reduce((sum, each) => sum + each, 0),
    drain,
    documents: documentsOf(seats),
  };
  for (const { replica } of seats) replica.close();
  return observed;
}

/** Whose arrivals count: where some only read, theirs alone. */
function counting({ members }: Job): (member: Member) => boolean {
  const all = members.every(({ writes }) => writes);
  return ({ writes }) => all || !writes;
}

function writersByRoom({ members }: Job): ReadonlyMap<string, readonly number[]> {
  const writers = new Map<string, number[]>();
  for (const { room, number, writes } of members) {
    if (writes) writers.set(room, [...(writers.get(room) ?? []), number]);
  }
  return writers;
}

function documentsOf(seats: readonly Seat[]): ReadonlyMap<string, string | undefined> {
  const documents = new Map<string, string | undefined>();
  for (const { member, replica } of seats) {
    const document = JSON.stringify([...replica.values()].sort(([a], [b]) => (a < b ? -1 : 1)));
    const same = !documents.has(member.room) || documents.get(member.room) === document;
    documents.set(member.room, same ? document : undefined);
  }
  return documents;
}
