/** A map of at most so many entries: the one that was set first makes room for a new one. */
export class BoundedMap<K, V> extends Map<K, V> {
  constructor(private readonly most: number) {
    super();
  }

  override set(key: K, value: V): this {
    const [oldest] = this.keys();
    if (oldest !== undefined && this.size >= this.most && !this.has(key)) this.delete(oldest);
    return super.set(key, value);
  }
}
