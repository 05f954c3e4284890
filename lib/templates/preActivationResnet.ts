import { evenEdges } from '@/lib/layers/params';
import type { GraphBuilder, Tap } from './builder';
import { denseHead } from './denseHead';
import { IMAGENET, imageNetwork } from './imageNetwork';
import { EPSILON, preActivationBlock } from './preActivationBlock';
import type { Template } from './template';

const DEPTHS = [3, 4, 6, 3];

/** ResNet-50 in its second version, as Keras and TF-slim have it. */
export const preActivationResnet: Template = {
  id: 'resnet50v2',
  title: 'ResNet-50 V2',
  summary:
    'Norm and activation before each convolution: nothing stands in the way of the shortcut, and a thousand layers train.',
  note: 'A stage makes its map smaller in its last block, where the first version does it in the first.',
  source:
    'Keras Applications, after He, Zhang, Ren, Sun: Identity Mappings in Deep Residual Networks, arXiv 1603.05027, 2016.',
  build: () =>
    imageNetwork(IMAGENET, 'logits', (net, image) => {
      let last = net.group('stem', () => stem(net, image));
      for (const [stage, depth] of DEPTHS.entries()) {
        for (let index = 0; index < depth; index++) {
          const name = `conv${stage + 2}_block${index + 1}`;
          const halves = index === depth - 1 && stage < DEPTHS.length - 1;
          const size = { width: 64 * 2 ** stage, stride: halves ? 2 : 1 };
          last = preActivationBlock(net, { name, ...size, projected: index === 0 }, last);
        }
      }
      const normed = net.add('batchNorm', 'post_bn', { epsilon: EPSILON }, last);
      const features = net.add('activation', 'post_relu', {}, normed);
      return denseHead(net, { pool: 'avg_pool', dense: 'predictions' }, 1000, features);
    }),
};

function stem(net: GraphBuilder, image: Tap): Tap {
  const map = net.add(
    'conv2d',
    'conv1_conv',
    { filters: 64, kernel: [7, 7], stride: [2, 2], padding: evenEdges(3) },
    image,
  );
  return net.add('maxPool2d', 'pool1_pool', { kernel: [3, 3], padding: evenEdges(1) }, map);
}
