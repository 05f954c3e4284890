/** Something to wait at until there is news. A ring that nobody waits for is kept for the next who does. */
export interface Bell {
  ring(): void;
  /** Returns after a ring, after so many milliseconds, or when the waiting is called off. One waits at a time. */
  rung(milliseconds: number): Promise<void>;
}

export function createBell(signal: AbortSignal): Bell {
  let pending = false;
  let wake: (() => void) | undefined;
  let deadline = 0;
  let timer: { readonly handle: NodeJS.Timeout; readonly at: number } | undefined;

  function answer(): void {
    const waiting = wake;
    pending = false;
    wake = undefined;
    waiting?.();
  }

  /** One timer outlasts many rings: whoever is woken hundreds of times a second sets none each time. */
  function watch(): void {
    if (timer && timer.at <= deadline) return;
    clearTimeout(timer?.handle);
    const look = () => {
      timer = undefined;
      if (!wake) return;
      if (performance.now() >= deadline) answer();
      else watch();
    };
    timer = { handle: setTimeout(look, deadline - performance.now()), at: deadline };
  }

  signal.addEventListener(
    'abort',
    () => {
      clearTimeout(timer?.handle);
      answer();
    },
    { once: true },
  );
  return {
    ring() {
      pending = true;
      if (wake) answer();
    },
    rung(milliseconds) {
      return new Promise((resolve) => {
        wake = resolve;
        if (pending || signal.aborted || milliseconds <= 0) {
          answer();
          return;
        }
        deadline = performance.now() + milliseconds;
        watch();
      });
    },
  };
}
