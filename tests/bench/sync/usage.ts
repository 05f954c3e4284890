import { readdirSync, readFileSync } from 'node:fs';
import { now } from './clock';

/** What a process took over a while. */
export interface Usage {
  /** Share of one processor, in percent; not a number where the system does not tell. */
  readonly processor: number;
  /** Memory of its own plus its share of what it has in common with others, in MB, at the end. */
  readonly memory: number;
}

/** Clock ticks of Linux in a second. */
const TICKS = 100;

/** Starts to watch processes, each with its children; call what it returns at the end. Linux tells, others do not. */
export function usageBetween(processes: readonly number[]): () => readonly Usage[] {
  const start = now();
  const before = processes.map((process) => ticksOf(process));
  return () => {
    const seconds = (now() - start) / 1000;
    return processes.map((process, index) => ({
      processor: (100 * (ticksOf(process) - (before[index] ?? 0))) / TICKS / seconds,
      memory: memoryOf(process),
    }));
  };
}

function ticksOf(process: number): number {
  return sum(family(process).map((one) => times(one)));
}

/** Memory of a process and its children in MB. */
export function memoryOf(process: number): number {
  return sum(family(process).map((one) => proportional(one))) / 1024;
}

function family(process: number): readonly number[] {
  const children = processes().filter((one) => parentOf(one) === process);
  return [process, ...children];
}

function processes(): readonly number[] {
  try {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? Number(name) : []));
  } catch {
    return [];
  }
}

/** Fields of /proc/PID/stat from the third on: what stands before may hold blanks. */
function statOf(process: number): readonly string[] {
  try {
    return readFileSync(`/proc/${process}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  } catch {
    return [];
  }
}

const parentOf = (process: number) => Number(statOf(process)[1]);

/** Its own time and that of children that have ended. */
function times(process: number): number {
  const stat = statOf(process);
  return stat.length === 0 ? Number.NaN : sum(stat.slice(11, 15).map(Number));
}

function proportional(process: number): number {
  try {
    const text = readFileSync(`/proc/${process}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1]);
  } catch {
    return Number.NaN;
  }
}

const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0);
