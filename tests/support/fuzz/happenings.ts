/** Newest lines that are kept for whoever has to find out what went wrong. */
const KEPT = 60;

/** What happened in a run: how often each thing, so that a test can see that it did, and the last of them in words. */
export class Happenings {
  readonly counts = new Map<string, number>();
  private lines: string[] = [];
  private told = 0;

  note(name: string, detail = ''): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    this.lines.push(`${++this.told}. ${name} ${detail}`.trimEnd());
    if (this.lines.length > 2 * KEPT) this.lines = this.lines.slice(-KEPT);
  }

  /** Adds the counts of another run. */
  add(other: Happenings): void {
    for (const [name, count] of other.counts)
      this.counts.set(name, (this.counts.get(name) ?? 0) + count);
  }

  /** The last things that happened, oldest first. */
  last(): readonly string[] {
    return this.lines.slice(-KEPT);
  }
}
