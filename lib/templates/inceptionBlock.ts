import { evenEdges } from '@/lib/layers/params';
import type { GraphBuilder, ParamsInput, Tap } from './builder';

/** One step of a branch: a convolution of stride 1 that keeps the size of the map, or a 3×3 max pool that does. */
export type InceptionStep =
  | { readonly type: 'conv'; readonly kernel: number; readonly filters: number }
  | { readonly type: 'pool' };

export type ConvStep = Extract<InceptionStep, { readonly type: 'conv' }>;

/** What the steps of a network that are convolutions are made of: with batch norm or without. */
export type ConvUnit = (net: GraphBuilder, name: string, step: ConvStep, from: Tap) => Tap;

export function conv(kernel: number, filters: number): ConvStep {
  return { type: 'conv', kernel, filters };
}

export const POOL: InceptionStep = { type: 'pool' };

/**
 * An inception block: branches side by side, their channels stacked. Layers are called what
 * torchvision calls them: `inception3a.branch2.0`, without the last number where a branch has one step.
 */
export function inceptionBlock(
  net: GraphBuilder,
  name: string,
  branches: readonly (readonly InceptionStep[])[],
  unit: ConvUnit,
  from: Tap,
): Tap {
  return net.group(name, () => {
    const ends = branches.map((steps, branch) => {
      let last = from;
      for (const [index, step] of steps.entries()) {
        const base = `${name}.branch${branch + 1}`;
        const layer = steps.length === 1 ? base : `${base}.${index}`;
        last = step.type === 'conv' ? unit(net, layer, step, last) : pool(net, layer, last);
      }
      return last;
    });
    return net.add('concat', `${name}.cat`, {}, ...ends);
  });
}

const KEEP_SIZE: ParamsInput<'maxPool2d'> = {
  kernel: [3, 3],
  stride: [1, 1],
  padding: evenEdges(1),
  ceilMode: true,
};

function pool(net: GraphBuilder, name: string, from: Tap): Tap {
  return net.add('maxPool2d', name, KEEP_SIZE, from);
}
