/** Counts how many of something each one has, and lets nobody have more than so many. */
export class Headcount {
  private readonly counts = new Map<string, number>();

  constructor(private readonly most: number) {}

  /** Takes one for somebody; what is returned gives it back. Undefined when they have enough. */
  take(whose: string): (() => void) | undefined {
    const count = this.counts.get(whose) ?? 0;
    if (count >= this.most) return undefined;
    this.counts.set(whose, count + 1);
    let given = false;
    return () => {
      if (given) return;
      given = true;
      const left = (this.counts.get(whose) ?? 1) - 1;
      if (left === 0) this.counts.delete(whose);
      else this.counts.set(whose, left);
    };
  }

  /** How many there are of those who have any. */
  get size(): number {
    return this.counts.size;
  }
}
