/**
 * A generator that can be ended while it waits. A plain one hears of its end only when what it
 * waits for has come, and would keep its place among the followers until then.
 */
export function endable<T>(
  run: (signal: AbortSignal) => AsyncGenerator<T, void>,
): AsyncIterableIterator<T, void> {
  const end = new AbortController();
  const generator = run(end.signal);
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => generator.next(),
    return() {
      end.abort();
      return generator.return();
    },
    throw(error: unknown) {
      end.abort();
      return generator.throw(error);
    },
  };
}
