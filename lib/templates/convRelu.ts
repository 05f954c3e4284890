import type { GraphBuilder, ParamsInput, Tap } from './builder';

/** A convolution with the ReLU behind it. */
export function convRelu(
  net: GraphBuilder,
  names: { readonly conv: string; readonly relu: string },
  params: ParamsInput<'conv2d'>,
  from: Tap,
): Tap {
  const conv = net.add('conv2d', names.conv, params, from);
  return net.add('activation', names.relu, {}, conv);
}
