/** Something to wait at until there is news. A ring that nobody waits for is kept for the next who does. */
export interface Bell {
  ring(): void;
  /** Returns after a ring, after so many milliseconds, or when the waiting is called off. */
  rung(milliseconds: number): Promise<void>;
}

export function createBell(signal: AbortSignal): Bell {
  let pending = false;
  let wake = () => {};
  signal.addEventListener('abort', () => wake(), { once: true });
  return {
    ring() {
      pending = true;
      wake();
    },
    rung(milliseconds) {
      return new Promise((resolve) => {
        const done = () => {
          pending = false;
          wake = () => {};
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(done, Math.max(0, milliseconds));
        wake = done;
        if (pending || signal.aborted) done();
      });
    },
  };
}
