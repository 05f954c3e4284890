const marked = new WeakSet<object>();

/** Marks the resolver of a field that says the same to everybody, so that followers of one event can share its answer. */
export function sameForAll<Resolver extends object>(resolver: Resolver): Resolver {
  marked.add(resolver);
  return resolver;
}

export function isSameForAll(resolver: object): boolean {
  return marked.has(resolver);
}
