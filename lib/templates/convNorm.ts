import type { GraphBuilder, ParamsInput, Tap } from './builder';

/** A convolution without bias and the batch norm behind it, which would cancel one. */
export function convNorm(
  net: GraphBuilder,
  names: { readonly conv: string; readonly norm: string },
  params: ParamsInput<'conv2d'>,
  from: Tap,
  epsilon = 1e-5,
): Tap {
  const conv = net.add('conv2d', names.conv, { ...params, bias: false }, from);
  return net.add('batchNorm', names.norm, { epsilon }, conv);
}
