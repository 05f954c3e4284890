const LONGEST_BASE = 44;

/** Makes ids that people can read out of names, each only once. */
export class UniqueIds {
  private readonly taken = new Set<string>();
  private readonly counts = new Map<string, number>();

  /** An id that no other call has given: the name's letters and digits, with a number where it is taken. */
  take(name: string): string {
    const base =
      name
        .slice(0, 200)
        .replace(/[^A-Za-z0-9_.-]+/g, '_')
        .replace(/^[^A-Za-z0-9]+/, '')
        .slice(0, LONGEST_BASE) || 'n';
    let id = base;
    while (this.taken.has(id)) {
      const count = (this.counts.get(base) ?? 1) + 1;
      this.counts.set(base, count);
      id = `${base}-${count}`;
    }
    this.taken.add(id);
    return id;
  }
}
