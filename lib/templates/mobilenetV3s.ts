import type { LayerGraph } from '@/lib/graph/graph';
import { Chain } from './chain';
import { convUnit, numberedUnit } from './convUnit';
import { divisible } from './divisible';
import { IMAGENET, imageNetwork } from './imageNetwork';
import { invertedResidual } from './invertedResidual';
import { nestedNames } from './partNames';
import type { Template } from './template';

const SOURCE =
  'torchvision, after Howard et al.: Searching for MobileNetV3, arXiv 1905.02244, 2019';

/** MobileNetV3 in its two sizes, as torchvision has it. */
export const mobilenetV3s: readonly Template[] = [
  {
    id: 'mobilenet_v3_small',
    title: 'MobileNet v3 small',
    summary: 'For the weakest phones: gated inverted residuals on maps that shrink early.',
    source: `${SOURCE}, table 2.`,
    build: () => mobilenetV3({ blocks: SMALL, last: 576, hidden: 1024 }),
  },
  {
    id: 'mobilenet_v3_large',
    title: 'MobileNet v3 large',
    summary:
      'MobileNet v2 searched over by a machine: gates, 5×5 windows and a cheaper smooth function.',
    source: `${SOURCE}, table 1.`,
    build: () => mobilenetV3({ blocks: LARGE, last: 960, hidden: 1280 }),
  },
];

type Block = readonly [
  kernel: number,
  expanded: number,
  filters: number,
  gated: boolean,
  activation: 'relu' | 'hardSwish',
  stride: number,
];

const LARGE: readonly Block[] = [
  [3, 16, 16, false, 'relu', 1],
  [3, 64, 24, false, 'relu', 2],
  [3, 72, 24, false, 'relu', 1],
  [5, 72, 40, true, 'relu', 2],
  [5, 120, 40, true, 'relu', 1],
  [5, 120, 40, true, 'relu', 1],
  [3, 240, 80, false, 'hardSwish', 2],
  [3, 200, 80, false, 'hardSwish', 1],
  [3, 184, 80, false, 'hardSwish', 1],
  [3, 184, 80, false, 'hardSwish', 1],
  [3, 480, 112, true, 'hardSwish', 1],
  [3, 672, 112, true, 'hardSwish', 1],
  [5, 672, 160, true, 'hardSwish', 2],
  [5, 960, 160, true, 'hardSwish', 1],
  [5, 960, 160, true, 'hardSwish', 1],
];

const SMALL: readonly Block[] = [
  [3, 16, 16, true, 'relu', 2],
  [3, 72, 24, false, 'relu', 2],
  [3, 88, 24, false, 'relu', 1],
  [5, 96, 40, true, 'hardSwish', 2],
  [5, 240, 40, true, 'hardSwish', 1],
  [5, 240, 40, true, 'hardSwish', 1],
  [5, 120, 48, true, 'hardSwish', 1],
  [5, 144, 48, true, 'hardSwish', 1],
  [5, 288, 96, true, 'hardSwish', 2],
  [5, 576, 96, true, 'hardSwish', 1],
  [5, 576, 96, true, 'hardSwish', 1],
];

interface MobilenetV3 {
  readonly blocks: readonly Block[];
  /** Filters of the last convolution. */
  readonly last: number;
  /** Units of the dense layer before the scores. */
  readonly hidden: number;
}

const STEM_FILTERS = 16;

function mobilenetV3({ blocks, last, hidden }: MobilenetV3): LayerGraph {
  return imageNetwork(IMAGENET, 'logits', (net, image) => {
    const norm = { epsilon: 0.001, momentum: 0.01 };
    const smooth = { activation: 'hardSwish', norm } as const;
    const features = new Chain(net, image, (index) => `features.${index}`);
    features.part((name, from) =>
      net.group('stem', () =>
        convUnit(
          net,
          numberedUnit(name),
          { filters: STEM_FILTERS, kernel: 3, stride: 2, ...smooth },
          from,
        ),
      ),
    );
    let channels = STEM_FILTERS;
    for (const [kernel, expanded, filters, gated, activation, stride] of blocks) {
      const shape = { channels, expanded, expands: expanded !== channels, filters, kernel, stride };
      const squeezed = divisible(Math.floor(expanded / 4));
      const gate = { squeezed, activation: 'relu', scale: 'hardSigmoid' } as const;
      features.part((name, from) =>
        invertedResidual(
          net,
          {
            name,
            ...shape,
            activation,
            ...(gated ? { gate } : {}),
            norm,
            names: nestedNames(`${name}.block`),
          },
          from,
        ),
      );
      channels = filters;
    }
    features.part((name, from) =>
      convUnit(net, numberedUnit(name), { filters: last, kernel: 1, ...smooth }, from),
    );
    const pooled = net.add('globalAvgPool2d', 'avgpool', {}, features.end);
    const flat = net.add('flatten', 'flatten', {}, pooled);
    return net.group('classifier', () =>
      new Chain(net, flat, (index) => `classifier.${index}`)
        .add('dense', { units: hidden })
        .add('activation', { function: 'hardSwish' })
        .add('dropout', { rate: 0.2 })
        .add('dense', { units: 1000 }),
    ).end;
  });
}
