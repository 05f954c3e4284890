import type { GraphBuilder, Tap } from './builder';
import { IMAGENET, imageNetwork } from './imageNetwork';
import type { Template } from './template';

/** Filters of the 1×1 convolution of each block, and the stride of the window before it. */
const BLOCKS: readonly (readonly [filters: number, stride: number])[] = [
  [64, 1],
  [128, 2],
  [128, 1],
  [256, 2],
  [256, 1],
  [512, 2],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [1024, 2],
  [1024, 1],
];

/** MobileNet as Keras has it. */
export const mobilenetV1: Template = {
  id: 'mobilenet_v1',
  title: 'MobileNet v1',
  summary:
    'Every convolution in two: a window for each channel, then 1×1 filters that mix. A ninth of the work.',
  note: 'Keras puts a softmax behind the scores, and counts the running averages of the norms as parameters.',
  source:
    'Keras applications, after Howard et al.: MobileNets: Efficient Convolutional Neural Networks for Mobile Vision Applications, arXiv 1704.04861, 2017.',
  build: () =>
    imageNetwork(IMAGENET, 'logits', (net, image) => {
      let last = net.group('stem', () => {
        const window = { kernel: [3, 3] as [number, number], stride: [2, 2] as [number, number] };
        const params = { filters: 32, ...window, padding: 'same' as const, bias: false };
        return normRelu(net, 'conv1', net.add('conv2d', 'conv1', params, image));
      });
      for (const [index, [filters, stride]] of BLOCKS.entries()) {
        last = net.group(`block ${index + 1}`, () =>
          separable(net, index + 1, filters, stride, last),
        );
      }
      const pooled = net.add('globalAvgPool2d', 'avgpool', {}, last);
      const dropped = net.add('dropout', 'dropout', { rate: 0.001 }, pooled);
      const scores = net.add('conv2d', 'conv_preds', { filters: 1000, kernel: [1, 1] }, dropped);
      return net.add('flatten', 'flatten', {}, scores);
    }),
};

function separable(
  net: GraphBuilder,
  number: number,
  filters: number,
  stride: number,
  from: Tap,
): Tap {
  const [depthwise, pointwise] = [`conv_dw_${number}`, `conv_pw_${number}`];
  const window = { stride: [stride, stride] as [number, number], bias: false };
  const seen = net.add('depthwiseConv2d', depthwise, { ...window, padding: 'same' }, from);
  const active = normRelu(net, depthwise, seen);
  const mixed = net.add('conv2d', pointwise, { filters, kernel: [1, 1], bias: false }, active);
  return normRelu(net, pointwise, mixed);
}

function normRelu(net: GraphBuilder, name: string, from: Tap): Tap {
  const normed = net.add('batchNorm', `${name}_bn`, { epsilon: 0.001, momentum: 0.01 }, from);
  return net.add('activation', `${name}_relu`, { function: 'relu6' }, normed);
}
