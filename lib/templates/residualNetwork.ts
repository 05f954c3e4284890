import type { LayerGraph } from '@/lib/graph/graph';
import { evenEdges } from '@/lib/layers/params';
import type { GraphBuilder, ParamsInput, Tap } from './builder';
import { convNorm } from './convNorm';
import { denseHead } from './denseHead';
import { type ImageSize, imageNetwork } from './imageNetwork';
import { outputChannels, type ResidualBlock, residualBlock } from './residualBlock';

export interface ResidualNetwork
  extends Pick<ResidualBlock, 'body' | 'shortcut' | 'widening' | 'groups'> {
  readonly image: ImageSize;
  /** `quarter`: 7×7 of stride 2 and a pool, for large images; `whole`: one 3×3 convolution, for small ones. */
  readonly stem: 'quarter' | 'whole';
  /** Filters of the 3×3 convolutions of the first stage; every further stage has twice as many on half the map. */
  readonly width: number;
  /** Blocks in each stage. */
  readonly depths: readonly number[];
  readonly classes: number;
}

/** A network of residual blocks, or of the same blocks without their shortcuts. */
export function residualNetwork(design: ResidualNetwork): LayerGraph {
  return imageNetwork(design.image, 'logits', (net, image) => {
    let last = net.group('stem', () => stem(net, design, image));
    let channels = design.width;
    for (const [stage, depth] of design.depths.entries()) {
      const width = design.width * 2 ** stage;
      for (let index = 0; index < depth; index++) {
        const name = `layer${stage + 1}.${index}`;
        const stride = stage > 0 && index === 0 ? 2 : 1;
        last = residualBlock(net, { ...design, name, channels, width, stride }, last);
        channels = outputChannels({ ...design, width });
      }
    }
    return denseHead(net, { pool: 'avgpool', dense: 'fc' }, design.classes, last);
  });
}

function stem(net: GraphBuilder, { stem, width }: ResidualNetwork, image: Tap): Tap {
  const names = { conv: 'conv1', norm: 'bn1' };
  const params: ParamsInput<'conv2d'> =
    stem === 'whole'
      ? { filters: width, padding: evenEdges(1) }
      : { filters: width, kernel: [7, 7], stride: [2, 2], padding: evenEdges(3) };
  const map = net.add('activation', 'relu', {}, convNorm(net, names, params, image));
  if (stem === 'whole') return map;
  return net.add('maxPool2d', 'maxpool', { kernel: [3, 3], padding: evenEdges(1) }, map);
}
