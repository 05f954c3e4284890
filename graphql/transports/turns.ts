/** Lets one at a time do something, in the order in which they asked. */
export class Turns {
  private readonly waiting: (() => void)[] = [];
  private taken = false;

  /** Done when it is one's turn, or when the waiting is called off. What is returned ends the turn. */
  take(signal: AbortSignal): Promise<() => void> {
    if (signal.aborted) return Promise.resolve(() => {});
    if (!this.taken) {
      this.taken = true;
      return Promise.resolve(this.ender());
    }
    return new Promise((resolve) => {
      const called = () => {
        signal.removeEventListener('abort', off);
        resolve(this.ender());
      };
      const off = () => {
        this.waiting.splice(this.waiting.indexOf(called), 1);
        resolve(() => {});
      };
      this.waiting.push(called);
      signal.addEventListener('abort', off, { once: true });
    });
  }

  private ender(): () => void {
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      const next = this.waiting.shift();
      if (next) next();
      else this.taken = false;
    };
  }
}
