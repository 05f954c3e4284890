import type { LayerGraph } from '@/lib/graph/graph';
import { convNeXt, dcganDiscriminator, dcganGenerator, preActivation, uNet } from './localNetworks';
import { measuredNetwork } from './measuredNetwork';

/** Networks that are known to train well: what a rule says of them is at most advice, or it is wrong. */
export interface Control {
  readonly name: string;
  readonly build: () => LayerGraph;
}

/** Networks that were run in PyTorch, and put together again from what was measured. */
export const MEASURED = [
  'alexnet',
  'densenet121',
  'efficientnet_b0',
  'googlenet',
  'inception_v3',
  'lenet5',
  'mobilenet_v2',
  'mobilenet_v3_large',
  'plain34',
  'resnet18',
  'resnet20_cifar',
  'resnet34',
  'resnet50',
  'resnet152',
  'resnext50_32x4d',
  'shufflenet_v2_x1_0',
  'squeezenet1_1',
  'vgg11',
  'vgg16',
  'vgg16_bn',
] as const;

export const controlGroup: readonly Control[] = [
  ...MEASURED.map((name) => ({ name, build: () => measuredNetwork(name) })),
  { name: 'convnext', build: convNeXt },
  { name: 'dcgan discriminator', build: dcganDiscriminator },
  { name: 'dcgan generator', build: dcganGenerator },
  { name: 'pre-activation resnet', build: preActivation },
  { name: 'u-net', build: uNet },
];
