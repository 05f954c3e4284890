import type { GraphBuilder, Tap } from './builder';

/** Averages each channel over the whole map, and one linear layer reads the means. */
export function denseHead(
  net: GraphBuilder,
  names: { readonly pool: string; readonly dense: string },
  classes: number,
  from: Tap,
): Tap {
  const pooled = net.add('globalAvgPool2d', names.pool, {}, from);
  const features = net.add('flatten', 'flatten', {}, pooled);
  return net.add('dense', names.dense, { units: classes }, features);
}
