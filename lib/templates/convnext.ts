import { evenEdges } from '@/lib/layers/params';
import type { GraphBuilder, ParamsInput, Tap } from './builder';
import { IMAGENET, imageNetwork } from './imageNetwork';
import type { Template } from './template';

/** Channels and blocks of each stage. */
const STAGES: readonly (readonly [width: number, depth: number])[] = [
  [96, 3],
  [192, 3],
  [384, 9],
  [768, 3],
];

const NORM: ParamsInput<'layerNorm'> = { epsilon: 1e-6 };

/** ConvNeXt-T as torchvision has it. */
export const convnext: Template = {
  id: 'convnext_tiny',
  title: 'ConvNeXt-T',
  summary:
    'A residual network with what vision transformers taught: 7×7 windows, few norms, few functions.',
  note: 'The dense layers of a block are drawn as the 1×1 convolutions that they are; torchvision moves the channels to the end for them. Stochastic depth, which skips blocks at random in training and does nothing at inference, is left out.',
  source: 'torchvision, after Liu et al.: A ConvNet for the 2020s, arXiv 2201.03545, 2022.',
  build: () =>
    imageNetwork(IMAGENET, 'logits', (net, image) => {
      const [[first] = [0]] = STAGES;
      let last = net.group('stem', () => {
        const patches = strided(net, 'features.0.0', first, 4, image);
        return net.add('layerNorm', 'features.0.1', NORM, patches);
      });
      for (const [stage, [width, depth]] of STAGES.entries()) {
        if (stage > 0) last = downsampling(net, `features.${2 * stage}`, width, last);
        for (let index = 0; index < depth; index++)
          last = block(net, `features.${2 * stage + 1}.${index}`, width, last);
      }
      const pooled = net.add('globalAvgPool2d', 'avgpool', {}, last);
      return net.group('classifier', () => {
        const normed = net.add('layerNorm', 'classifier.0', NORM, pooled);
        const flat = net.add('flatten', 'classifier.1', {}, normed);
        return net.add('dense', 'classifier.2', { units: 1000 }, flat);
      });
    }),
};

/** A convolution whose windows do not overlap. */
function strided(net: GraphBuilder, name: string, filters: number, side: number, from: Tap): Tap {
  const window: ParamsInput<'conv2d'> = { kernel: [side, side], stride: [side, side] };
  return net.add('conv2d', name, { ...window, filters, padding: 'valid' }, from);
}

function downsampling(net: GraphBuilder, name: string, width: number, from: Tap): Tap {
  return net.group(name, () =>
    strided(net, `${name}.1`, width, 2, net.add('layerNorm', `${name}.0`, NORM, from)),
  );
}

/** A window for each channel, a norm, two 1×1 convolutions, and a scale that begins as almost nothing. */
function block(net: GraphBuilder, name: string, width: number, from: Tap): Tap {
  return net.group(name, () => {
    const window: ParamsInput<'depthwiseConv2d'> = { kernel: [7, 7], padding: evenEdges(3) };
    const one: ParamsInput<'conv2d'> = { kernel: [1, 1], padding: 'valid' };
    const seen = net.add('depthwiseConv2d', `${name}.block.0`, window, from);
    const normed = net.add('layerNorm', `${name}.block.2`, NORM, seen);
    const wide = net.add('conv2d', `${name}.block.3`, { ...one, filters: 4 * width }, normed);
    const active = net.add('activation', `${name}.block.4`, { function: 'gelu' }, wide);
    const narrow = net.add('conv2d', `${name}.block.5`, { ...one, filters: width }, active);
    const scaled = net.add('affine', `${name}.layer_scale`, { initial: 1e-6 }, narrow);
    return net.add('add', `${name}.add`, {}, scaled, from);
  });
}
