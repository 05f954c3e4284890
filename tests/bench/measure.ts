import { cpus, loadavg } from 'node:os';
import { PerformanceObserver } from 'node:perf_hooks';

/** What many rounds took, in milliseconds. */
export interface Times {
  /** The median. */
  readonly wall: number;
  /**
   * The fastest tenth took no longer, not counting the pauses in which the runtime collects
   * garbage: what the work itself takes where others use the machine too.
   */
  readonly own: number;
}

/** How long `run` takes on what `prepare` hands it, after a tenth as many rounds that do not count. */
export async function measure<T>(
  rounds: number,
  prepare: () => T,
  run: (prepared: T) => unknown,
): Promise<Times> {
  const pauses: { readonly startTime: number; readonly duration: number }[] = [];
  const observer = new PerformanceObserver((list) => pauses.push(...list.getEntries()));
  observer.observe({ entryTypes: ['gc'] });
  const spans: (readonly [start: number, end: number])[] = [];
  for (let round = -Math.ceil(rounds / 10); round < rounds; round++) {
    const prepared = prepare();
    const start = performance.now();
    run(prepared);
    if (round >= 0) spans.push([start, performance.now()]);
  }
  await untilObserved();
  observer.disconnect();
  const paused = ([start, end]: readonly [number, number]) =>
    pauses
      .filter(({ startTime }) => startTime >= start && startTime < end)
      .reduce((sum, { duration }) => sum + duration, 0);
  return {
    wall: quantile(
      0.5,
      spans.map(([start, end]) => end - start),
    ),
    own: quantile(
      0.1,
      spans.map((span) => span[1] - span[0] - paused(span)),
    ),
  };
}

/** Entries reach an observer after the work that made them. */
function untilObserved(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}

/** The value that this share of the values does not exceed. */
export function quantile(share: number, values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}

/** Processor, runtime and what else the machine is doing, so that a figure says where it was taken. */
export function machine(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? 'unknown processor';
  const [load = 0] = loadavg();
  return `${processors.length} × ${model} under a load of ${load.toFixed(1)}, Node ${process.version}`;
}

/** Prints rows in columns, the first to the left and the others to the right. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  for (const row of rows)
    console.log(
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    );
}
