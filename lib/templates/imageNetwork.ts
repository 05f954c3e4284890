import type { LayerGraph } from '@/lib/graph/graph';
import type { ParamsInput, Tap } from './builder';
import { GraphBuilder } from './builder';

/** Height, width and channels of the images that a network takes. */
export type ImageSize = readonly [height: number, width: number, channels: number];

/** The 224×224 colour images of ImageNet. */
export const IMAGENET: ImageSize = [224, 224, 3];

type Loss = NonNullable<ParamsInput<'output'>['loss']>;

/** A graph with one image going in and one head coming out; `body` builds what lies between. */
export function imageNetwork(
  [height, width, channels]: ImageSize,
  loss: Loss,
  body: (net: GraphBuilder, image: Tap) => Tap,
): LayerGraph {
  const net = new GraphBuilder();
  const image = net.add('input', 'image', { height, width, channels });
  net.add('output', loss === 'unspecified' ? 'maps' : loss, { loss }, body(net, image));
  return net.build();
}
