import type { GraphBuilder, Tap } from './builder';
import { convRelu } from './convRelu';
import { imageNetwork } from './imageNetwork';
import type { Template } from './template';

/** LeNet-5 as it is built today: ReLU and max pooling instead of tanh and trained subsampling, and full connections. */
export const lenet5: Template = {
  id: 'lenet5',
  title: 'LeNet-5',
  summary:
    'Read the digits on bank cheques; the pattern of all that came after, in 61,706 weights.',
  source:
    'LeCun, Bottou, Bengio, Haffner: Gradient-Based Learning Applied to Document Recognition, Proceedings of the IEEE, 1998; the modern form, with ReLU, max pooling and full connections.',
  build: () =>
    imageNetwork([32, 32, 1], 'logits', (net, image) => {
      const first = stage(net, 1, 6, image);
      const second = stage(net, 2, 16, first);
      const features = net.add('flatten', 'flatten', {}, second);
      const third = net.add('dense', 'fc1', { units: 120 }, features);
      const fourth = net.add(
        'dense',
        'fc2',
        { units: 84 },
        net.add('activation', 'relu3', {}, third),
      );
      return net.add('dense', 'fc3', { units: 10 }, net.add('activation', 'relu4', {}, fourth));
    }),
};

function stage(net: GraphBuilder, number: number, filters: number, from: Tap): Tap {
  return net.group(`stage ${number}`, () => {
    const names = { conv: `conv${number}`, relu: `relu${number}` };
    const map = convRelu(net, names, { filters, kernel: [5, 5], padding: 'valid' }, from);
    return net.add('maxPool2d', `pool${number}`, {}, map);
  });
}
