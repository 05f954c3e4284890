import type { LayerGraph } from '@/lib/graph/graph';
import { Chain } from './chain';
import { convUnit } from './convUnit';
import { divisible } from './divisible';
import { IMAGENET, imageNetwork } from './imageNetwork';
import { invertedResidual } from './invertedResidual';
import { flatNames } from './partNames';
import type { Template } from './template';

const SOURCE =
  'torchvision, after Tan et al.: MnasNet: Platform-Aware Neural Architecture Search for Mobile, arXiv 1807.11626, 2018, variant B1.';

/** MNASNet without gates, in two widths, as torchvision has it. */
export const mnasnets: readonly Template[] = [
  {
    id: 'mnasnet0_5',
    title: 'MNASNet 0.5',
    summary: 'MNASNet with half of the channels: a third of the work.',
    source: SOURCE,
    build: () => mnasnet(0.5),
  },
  {
    id: 'mnasnet1_0',
    title: 'MNASNet 1.0',
    summary: 'Inverted residuals found by a search that measured its candidates on a phone.',
    source: SOURCE,
    build: () => mnasnet(1),
  },
];

const STAGES: readonly (readonly [
  filters: number,
  kernel: number,
  stride: number,
  expansion: number,
  depth: number,
])[] = [
  [24, 3, 2, 3, 3],
  [40, 5, 2, 3, 3],
  [80, 5, 2, 6, 3],
  [96, 3, 1, 6, 2],
  [192, 5, 2, 6, 4],
  [320, 3, 1, 6, 1],
];

/** The norms remember long, as in the paper. */
const NORM = { momentum: 0.0003 };

/** MNASNet with the channels of each stage scaled. */
function mnasnet(width: number): LayerGraph {
  return imageNetwork(IMAGENET, 'logits', (net, image) => {
    const relu = { activation: 'relu', norm: NORM } as const;
    const first = divisible(32 * width);
    let channels = divisible(16 * width);
    const layers = flatNames('layers');
    let last = net.group('stem', () => {
      const stem = { filters: first, kernel: 3, stride: 2, ...relu };
      const window = { filters: 'depthwise', kernel: 3, ...relu } as const;
      const narrow = { filters: channels, kernel: 1, activation: 'none', norm: NORM } as const;
      const map = convUnit(net, layers.unit(), stem, image);
      return convUnit(net, layers.linear(), narrow, convUnit(net, layers.unit(), window, map));
    });
    for (const [base, kernel, firstStride, expansion, depth] of STAGES) {
      const stack = layers.part();
      const filters = divisible(base * width);
      for (let index = 0; index < depth; index++) {
        const name = `${stack}.${index}`;
        const stride = index === 0 ? firstStride : 1;
        const shape = { channels, expanded: channels * expansion, expands: true };
        const names = flatNames(`${name}.layers`);
        const block = { name, ...shape, filters, kernel, stride, ...relu, names };
        last = invertedResidual(net, block, last);
        channels = filters;
      }
    }
    const top = convUnit(net, layers.unit(), { filters: 1280, kernel: 1, ...relu }, last);
    const features = net.add('globalAvgPool2d', 'mean', { keepMap: false }, top);
    return net.group('classifier', () =>
      new Chain(net, features, (index) => `classifier.${index}`)
        .add('dropout', { rate: 0.2 })
        .add('dense', { units: 1000 }),
    ).end;
  });
}
