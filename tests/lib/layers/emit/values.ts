import { vector } from '@/lib/tensor/tensorType';
import { call, MAP, type SpokenKinds } from './spoken';

/** Dense layers, normalisation and activations. */
export const values = {
  dense: {
    params: { units: 10, bias: false },
    inputs: [vector(84)],
    keras: call('dense', { units: 10, useBias: false }),
    torch: call('nn.Linear', { in_features: 84, out_features: 10, bias: false }),
  },
  batchNorm: {
    params: { affine: false, epsilon: 0.001, momentum: 0.25 },
    inputs: [MAP],
    keras: call('batchNormalization', {
      epsilon: 0.001,
      momentum: 0.75,
      scale: false,
      center: false,
    }),
    torch: call('nn.BatchNorm2d', {
      num_features: 4,
      eps: 0.001,
      momentum: 0.25,
      affine: false,
    }),
  },
  layerNorm: {
    params: { over: 'all', epsilon: 0.001 },
    inputs: [vector(84)],
    keras: call('layerNormalization', { axis: [1], epsilon: 0.001, scale: true, center: true }),
    torch: call('nn.LayerNorm', {
      normalized_shape: [84],
      eps: 0.001,
      elementwise_affine: true,
    }),
  },
  groupNorm: {
    params: { groups: 2, affine: false },
    inputs: [MAP],
    keras: call('groupNormalization', { groups: 2, epsilon: 1e-5, scale: false, center: false }),
    torch: call('nn.GroupNorm', { num_groups: 2, num_channels: 4, eps: 1e-5, affine: false }),
  },
  localResponseNorm: {
    params: { size: 3, k: 2 },
    inputs: [MAP],
    keras: call('localResponseNormalization', { size: 3, alpha: 1e-4, beta: 0.75, k: 2 }),
    torch: call('nn.LocalResponseNorm', { size: 3, alpha: 1e-4, beta: 0.75, k: 2 }),
  },
  globalResponseNorm: {
    params: {},
    inputs: [MAP],
    keras: call('globalResponseNormalization', { epsilon: 1e-6 }),
    torch: call('GlobalResponseNorm', { dim: 4, eps: 1e-6, channels_last: false }),
  },
  affine: {
    params: { shift: true, initial: 0.5 },
    inputs: [MAP],
    keras: call('channelAffine', { scale: true, shift: true, initial: 0.5 }),
    torch: call('Affine', { shape: [4, 1, 1], scale: true, shift: true, initial: 0.5 }),
  },
  scale: {
    params: { factor: 0.17 },
    inputs: [MAP],
    keras: call('rescaling', { scale: 0.17, offset: 0, learned: false }),
    torch: call('Scale', { factor: 0.17, offset: 0, learned: false }),
  },
  dropout: {
    params: { rate: 0.25 },
    inputs: [MAP],
    keras: call('dropout', { rate: 0.25 }),
    torch: call('nn.Dropout', { p: 0.25 }),
  },
  activation: {
    params: { function: 'hardSwish' },
    inputs: [MAP],
    keras: call('activation', { activation: 'hardSwish', slope: 0.01 }),
    torch: call('nn.Hardswish'),
  },
  prelu: {
    params: { initial: 0.1 },
    inputs: [MAP],
    keras: call('prelu', { slopes: 'channel', initial: 0.1 }),
    torch: call('nn.PReLU', { num_parameters: 4, init: 0.1 }),
  },
  softmax: {
    params: {},
    inputs: [MAP],
    keras: call('softmax'),
    torch: call('nn.Softmax', { dim: 1 }),
  },
  radixSoftmax: {
    params: { groups: 2 },
    inputs: [MAP],
    keras: call('radixSoftmax', { radix: 2, groups: 2 }),
    torch: call('RadixSoftmax', { radix: 2, cardinality: 2 }),
  },
} satisfies Partial<SpokenKinds>;
