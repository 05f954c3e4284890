import type { LayerGraph } from '@/lib/graph/graph';
import { type KindName, kindOf } from '@/lib/layers/catalogue';
import type { GraphBuilder, ParamsInput, Tap } from '@/lib/templates/builder';
import { type ImageSize, imageNetwork } from '@/lib/templates/imageNetwork';

/** A layer by its kind, with the parameters that are not at their defaults. */
export type Step = { [K in KindName]: readonly [kind: K, params?: ParamsInput<K>] }[KindName];

type Loss = Parameters<typeof imageNetwork>[1];

/** An image, layers one behind the other, and an output. Layers are called by their kind and count: conv1, bn1, conv2. */
export function chained(image: ImageSize, loss: Loss, ...steps: readonly Step[]): LayerGraph {
  return imageNetwork(image, loss, (net, from) => addSteps(net, from, ...steps));
}

/** Adds layers one behind the other and answers with the last. */
export function addSteps(net: GraphBuilder, from: Tap, ...steps: readonly Step[]): Tap {
  return steps.reduce(
    (last, [kind, params]) => net.add(kind, nameOf(net, kind), params ?? {}, last),
    from,
  );
}

const counts = new WeakMap<GraphBuilder, Map<string, number>>();

function nameOf(net: GraphBuilder, kind: KindName): string {
  const stem = kindOf({ kind }).short.toLowerCase();
  const counted = counts.get(net) ?? new Map<string, number>();
  counts.set(net, counted);
  const count = (counted.get(stem) ?? 0) + 1;
  counted.set(stem, count);
  return `${stem}${count}`;
}

export const RELU: Step = ['activation'];
export const NORM: Step = ['batchNorm'];
export const POOL: Step = ['maxPool2d'];
export const FLAT: Step = ['flatten'];
export const MEAN: Step = ['globalAvgPool2d', { keepMap: false }];

/** A convolution that keeps the size of its map; square kernels. */
export function conv(filters: number, kernel = 3, params: ParamsInput<'conv2d'> = {}): Step {
  return ['conv2d', { filters, kernel: [kernel, kernel], ...params }];
}

export function dense(units: number, bias = true): Step {
  return ['dense', { units, bias }];
}
