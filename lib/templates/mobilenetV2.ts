import { Chain } from './chain';
import { convUnit, numberedUnit } from './convUnit';
import { IMAGENET, imageNetwork } from './imageNetwork';
import { invertedResidual } from './invertedResidual';
import { nestedButLastNames } from './partNames';
import type { Template } from './template';

/** Table 2 of the paper: how much wider inside, filters, blocks, stride of the first. */
const STAGES: readonly (readonly [
  expansion: number,
  filters: number,
  depth: number,
  stride: number,
])[] = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
];

/** MobileNetV2 as torchvision has it. */
export const mobilenetV2: Template = {
  id: 'mobilenet_v2',
  title: 'MobileNet v2',
  summary:
    'Inverted residuals: shortcuts join the narrow ends of blocks, and the last convolution has no function behind it.',
  source:
    'torchvision, after Sandler et al.: MobileNetV2: Inverted Residuals and Linear Bottlenecks, arXiv 1801.04381, 2018.',
  build: () =>
    imageNetwork(IMAGENET, 'logits', (net, image) => {
      const features = new Chain(net, image, (index) => `features.${index}`);
      const activation = 'relu6';
      features.part((name, from) =>
        net.group('stem', () =>
          convUnit(
            net,
            numberedUnit(name),
            { filters: 32, kernel: 3, stride: 2, activation },
            from,
          ),
        ),
      );
      let channels = 32;
      for (const [expansion, filters, depth, firstStride] of STAGES) {
        for (let index = 0; index < depth; index++) {
          const stride = index === 0 ? firstStride : 1;
          const expanded = channels * expansion;
          const shape = { channels, expanded, expands: expansion !== 1, filters, stride };
          features.part((name, from) =>
            invertedResidual(
              net,
              {
                name,
                ...shape,
                kernel: 3,
                activation,
                names: nestedButLastNames(`${name}.conv`),
                shortcutFirst: true,
              },
              from,
            ),
          );
          channels = filters;
        }
      }
      features.part((name, from) =>
        convUnit(net, numberedUnit(name), { filters: 1280, kernel: 1, activation }, from),
      );
      const pooled = net.add('globalAvgPool2d', 'avgpool', {}, features.end);
      const flat = net.add('flatten', 'flatten', {}, pooled);
      return net.group('classifier', () =>
        new Chain(net, flat, (index) => `classifier.${index}`)
          .add('dropout', { rate: 0.2 })
          .add('dense', { units: 1000 }),
      ).end;
    }),
};
