import type { Replica, Seen, Stamp } from '../peer';

/** What this bench uses of Yjs. */
export interface YDoc {
  getMap(name: string): YMap;
}

interface YMap {
  set(key: string, value: Stamp): void;
  entries(): IterableIterator<[string, Stamp]>;
  get(key: string): Stamp | undefined;
  observe(
    listener: (
      event: { readonly keysChanged: ReadonlySet<string> },
      transaction: { readonly local: boolean },
    ) => void,
  ): void;
}

/** A replica in a map of Yjs, whoever carries it. */
export function sharedMap(doc: YDoc, key: string, seen: Seen, close: () => void): Replica {
  const map = doc.getMap('nodes');
  map.observe(({ keysChanged }, { local }) => {
    if (local) return;
    for (const changed of keysChanged) {
      const value = map.get(changed);
      if (value) seen(changed, value);
    }
  });
  return {
    set: (value) => map.set(key, value),
    values: () => new Map(map.entries()),
    acknowledged: [],
    close,
  };
}
