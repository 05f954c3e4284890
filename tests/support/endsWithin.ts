import vm from 'node:vm';

/**
 * What `run` gives; an error when it has not ended after so many seconds. The time is for telling work
 * that never ends from work that does, not for measuring: it is many times what a slow machine takes.
 * Breaks off loops that never hand over, which the timeout of a test cannot.
 */
export function endsWithin<T>(seconds: number, run: () => T): T {
  const holder: { result?: { readonly value: T } } = {};
  const context = vm.createContext({
    work: () => {
      holder.result = { value: run() };
    },
  });
  vm.runInContext('work()', context, { timeout: seconds * 1000 });
  if (!holder.result) throw new Error('the work has not ended');
  return holder.result.value;
}
