import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { endProcess } from '@/tests/support/endProcess';
import { now, sleep } from './clock';
import type { Job, Observed, Order, Reply } from './job';
import { type Usage, usageBetween } from './usage';

/** A run as it went. Times in milliseconds. */
export interface Run {
  readonly propagation: Float64Array;
  readonly acknowledgement: Float64Array;
  readonly lateness: Float64Array;
  readonly expected: number;
  readonly drain: number;
  /** Whether all replicas of each room were equal in the end, and held the last write of everybody. */
  readonly converged: boolean;
  /** What the server took while writes counted, process by process. */
  readonly usage: readonly Usage[];
}

const PAUSE_BEFORE_WRITING = 500;

/** Plays a job with its clients spread over so many processes, and watches the processes of the server. */
export async function runJob(
  job: Omit<Job, 'origin'>,
  processes: number,
  watched: readonly number[],
): Promise<Run> {
  const whole: Job = { ...job, origin: now() };
  const children = Array.from({ length: processes }, () =>
    fork(path.join(import.meta.dirname, 'clients.ts'), [], { serialization: 'advanced' }),
  );
  try {
    await Promise.all(
      children.map((child, which) => {
        const all = whole.members.map((_, index) => index);
        const mine = all.filter((index) => index % processes === which);
        return ask(child, { type: 'join', job: whole, mine });
      }),
    );
    const at = now() + PAUSE_BEFORE_WRITING;
    const playing = Promise.all(children.map((child) => ask(child, { type: 'write', at })));
    const watching = watch(at + job.warmup * 1000, job.seconds, watched);
    const replies = await playing;
    return merge(
      replies.flatMap((reply) => (reply.type === 'done' ? reply.observed : [])),
      await watching,
    );
  } finally {
    await Promise.all(children.map((child) => endProcess(child, 'SIGKILL')));
  }
}

async function ask(child: ChildProcess, order: Order): Promise<Reply> {
  const gone = new AbortController();
  const answered = once(child, 'message', { signal: gone.signal });
  child.once('exit', () => gone.abort());
  child.send(order);
  const [reply]: Reply[] = await answered.catch(() => {
    throw new Error('The process of the clients ended before its time.');
  });
  if (!reply || reply.type === 'failed') throw new Error(`The clients failed: ${reply?.message}`);
  return reply;
}

async function watch(
  from: number,
  seconds: number,
  processes: readonly number[],
): Promise<readonly Usage[]> {
  await sleep(Math.max(0, from - now()));
  const usage = usageBetween(processes);
  await sleep(seconds * 1000);
  return usage();
}

function merge(observed: readonly Observed[], usage: readonly Usage[]): Run {
  const all = (which: (one: Observed) => Float64Array) => {
    const parts = observed.map(which);
    const joined = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
    let end = 0;
    for (const part of parts) {
      joined.set(part, end);
      end += part.length;
    }
    return joined;
  };
  const documents = new Map<string, string | undefined>();
  let equal = true;
  for (const { documents: own } of observed) {
    for (const [room, document] of own) {
      if (document === undefined) equal = false;
      if (documents.has(room) && documents.get(room) !== document) equal = false;
      documents.set(room, document);
    }
  }
  const drain = Math.max(...observed.map((one) => one.drain));
  return {
    propagation: all(({ propagation }) => propagation),
    acknowledgement: all(({ acknowledgement }) => acknowledgement),
    lateness: all(({ lateness }) => lateness),
    expected: observed.reduce((sum, one) => sum + one.expected, 0),
    drain,
    converged: equal,
    usage,
  };
}
