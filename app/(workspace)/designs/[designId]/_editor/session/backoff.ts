const FIRST = 500;
const LAST = 10_000;

/** Pauses between attempts: each about twice as long as the one before, jittered, and cut short when there is reason to hope. */
export class Backoff {
  private next = FIRST;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private resume: (() => void) | undefined;

  wait(): Promise<void> {
    const pause = this.next * (0.5 + Math.random());
    this.next = Math.min(LAST, this.next * 2);
    return new Promise((resolve) => {
      this.resume = resolve;
      this.timer = setTimeout(() => this.cut(), pause);
    });
  }

  /** After a success: the next pause is short again. */
  calm(): void {
    this.next = FIRST;
  }

  /** Ends the pause that is being made. */
  cut(): void {
    clearTimeout(this.timer);
    this.resume?.();
    this.resume = undefined;
  }
}
