import type { LayerGraph } from '@/lib/graph/graph';
import { Chain } from './chain';
import { convUnit, numberedUnit } from './convUnit';
import { divisible } from './divisible';
import { imageNetwork } from './imageNetwork';
import { invertedResidual } from './invertedResidual';
import { nestedNames } from './partNames';
import type { Template } from './template';

interface EfficientNet {
  /** Factor of the channels. */
  readonly width: number;
  /** Factor of the blocks in each stage. */
  readonly depth: number;
  /** Height and width of the images. */
  readonly image: number;
  readonly dropout: number;
}

const SIZES: readonly (EfficientNet & { readonly summary: string })[] = [
  {
    width: 1,
    depth: 1,
    image: 224,
    dropout: 0.2,
    summary: 'ResNet-50’s accuracy with a fifth of its weights: gated inverted residuals.',
  },
  {
    width: 1,
    depth: 1.1,
    image: 240,
    dropout: 0.2,
    summary: 'EfficientNet-B0 with about one more block a stage, for slightly larger images.',
  },
  {
    width: 1.1,
    depth: 1.2,
    image: 288,
    dropout: 0.3,
    summary: 'EfficientNet-B0 made wider, deeper and for larger images at once.',
  },
  {
    width: 1.2,
    depth: 1.4,
    image: 300,
    dropout: 0.3,
    summary: 'The middle of the family: five times the work of B0.',
  },
  {
    width: 1.4,
    depth: 1.8,
    image: 380,
    dropout: 0.4,
    summary: 'EfficientNet for images of 380 pixels: as much work as ResNet-50, more accurate.',
  },
];

/** EfficientNet-B0 to B4 as torchvision has them. */
export const efficientnets: readonly Template[] = SIZES.map(({ summary, ...size }, number) => ({
  id: `efficientnet_b${number}`,
  title: `EfficientNet-B${number}`,
  summary,
  note: 'Stochastic depth, which skips blocks at random in training and does nothing at inference, is left out.',
  source:
    'torchvision, after Tan, Le: EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks, arXiv 1905.11946, 2019.',
  build: () => efficientnet(size),
}));

/** Table 1 of the paper, B0. */
const STAGES: readonly (readonly [
  expansion: number,
  kernel: number,
  stride: number,
  filters: number,
  depth: number,
])[] = [
  [1, 3, 1, 16, 1],
  [6, 3, 2, 24, 2],
  [6, 5, 2, 40, 2],
  [6, 3, 2, 80, 3],
  [6, 5, 1, 112, 3],
  [6, 5, 2, 192, 4],
  [6, 3, 1, 320, 1],
];

function efficientnet({ width, depth, image: size, dropout }: EfficientNet): LayerGraph {
  return imageNetwork([size, size, 3], 'logits', (net, image) => {
    const activation = 'silu';
    let channels = divisible(32 * width);
    const stem = { filters: channels, kernel: 3, stride: 2, activation } as const;
    let last = net.group('stem', () => convUnit(net, numberedUnit('features.0'), stem, image));
    for (const [stage, [expansion, kernel, firstStride, base, blocks]] of STAGES.entries()) {
      const filters = divisible(base * width);
      for (let index = 0; index < Math.ceil(blocks * depth); index++) {
        const name = `features.${stage + 1}.${index}`;
        const shape = {
          channels,
          expanded: divisible(channels * expansion),
          expands: expansion !== 1,
          filters,
          kernel,
          stride: index === 0 ? firstStride : 1,
        };
        const squeezed = Math.max(1, Math.floor(channels / 4));
        const gate = { squeezed, activation, scale: 'sigmoid' } as const;
        const names = nestedNames(`${name}.block`);
        last = invertedResidual(net, { name, ...shape, activation, gate, names }, last);
        channels = filters;
      }
    }
    const top = { filters: 4 * channels, kernel: 1, activation } as const;
    last = convUnit(net, numberedUnit(`features.${STAGES.length + 1}`), top, last);
    const pooled = net.add('globalAvgPool2d', 'avgpool', {}, last);
    const flat = net.add('flatten', 'flatten', {}, pooled);
    return net.group('classifier', () =>
      new Chain(net, flat, (index) => `classifier.${index}`)
        .add('dropout', { rate: dropout })
        .add('dense', { units: 1000 }),
    ).end;
  });
}
