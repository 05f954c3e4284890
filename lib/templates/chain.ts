import type { KindName } from '@/lib/layers/catalogue';
import type { GraphBuilder, ParamsInput, Tap } from './builder';

/**
 * Adds layers one behind the other and names each by its place, counted from 0: `features.0`,
 * `features.1` as PyTorch's Sequential does.
 */
export class Chain {
  private length = 0;

  constructor(
    private readonly net: GraphBuilder,
    private last: Tap,
    private readonly nameAt: (index: number) => string,
  ) {}

  /** Where the next layer will hang. */
  get end(): Tap {
    return this.last;
  }

  add<K extends KindName>(kind: K, params: ParamsInput<K>): this {
    this.last = this.net.add(kind, this.nameAt(this.length), params, this.last);
    this.length++;
    return this;
  }

  /** A part that is no plain layer takes the next place, and its name. */
  part(build: (name: string, from: Tap) => Tap): this {
    this.last = build(this.nameAt(this.length), this.last);
    this.length++;
    return this;
  }
}
