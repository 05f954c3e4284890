import { describe, expect, it } from 'vitest';
import { KIND_NAMES, type KindName, type Layer, makeLayer } from '@/lib/layers/catalogue';
import type { Call } from '@/lib/layers/kind';
import { featureMap, type TensorType, vector } from '@/lib/tensor/tensorType';
import { emitted } from '@/tests/support/emitted';

const MAP = featureMap(4, 6, 9);

interface Spoken {
  readonly layer: Layer;
  readonly inputs: readonly TensorType[];
  readonly keras: readonly Call[];
  readonly torch: readonly Call[];
}

function call(name: string, args: Call['args'] = {}): readonly Call[] {
  return [{ name, args }];
}

/** One layer of each kind with few defaults, and what the documents of Keras and PyTorch call it. */
const SPOKEN: Readonly<Record<KindName, Spoken>> = {
  input: {
    layer: makeLayer('input', { channels: 4, height: 6, width: 9 }) as Layer,
    inputs: [],
    keras: call('inputLayer', { shape: [6, 9, 4] }),
    torch: [],
  },
  output: { layer: makeLayer('output', {}) as Layer, inputs: [MAP], keras: [], torch: [] },
  conv2d: {
    layer: makeLayer('conv2d', {
      filters: 8,
      kernel: [3, 5],
      stride: [2, 1],
      dilation: [1, 2],
      groups: 2,
      padding: 'valid',
    }) as Layer,
    inputs: [featureMap(4, 9, 9)],
    keras: call('conv2d', {
      filters: 8,
      kernelSize: [3, 5],
      strides: [2, 1],
      padding: 'valid',
      dilationRate: [1, 2],
      groups: 2,
      useBias: true,
    }),
    torch: call('nn.Conv2d', {
      in_channels: 4,
      out_channels: 8,
      kernel_size: [3, 5],
      stride: [2, 1],
      padding: 0,
      dilation: [1, 2],
      groups: 2,
      bias: true,
    }),
  },
  depthwiseConv2d: {
    layer: makeLayer('depthwiseConv2d', { kernel: [3, 1], multiplier: 3, bias: false }) as Layer,
    inputs: [MAP],
    keras: call('depthwiseConv2d', {
      kernelSize: [3, 1],
      strides: [1, 1],
      padding: 'same',
      dilationRate: [1, 1],
      depthMultiplier: 3,
      useBias: false,
    }),
    torch: call('nn.Conv2d', {
      in_channels: 4,
      out_channels: 12,
      kernel_size: [3, 1],
      stride: 1,
      padding: [1, 0],
      dilation: 1,
      groups: 4,
      bias: false,
    }),
  },
  convTranspose2d: {
    layer: makeLayer('convTranspose2d', {
      filters: 6,
      kernel: [3, 4],
      stride: [2, 2],
      padding: { top: 1, bottom: 1, left: 1, right: 1 },
      outputPadding: [1, 0],
      groups: 2,
    }) as Layer,
    inputs: [MAP],
    keras: call('conv2dTranspose', {
      filters: 6,
      kernelSize: [3, 4],
      strides: [2, 2],
      padding: 'valid',
      crop: { top: 1, bottom: 1, left: 1, right: 1 },
      outputPadding: [1, 0],
      dilationRate: [1, 1],
      groups: 2,
      useBias: true,
    }),
    torch: call('nn.ConvTranspose2d', {
      in_channels: 4,
      out_channels: 6,
      kernel_size: [3, 4],
      stride: 2,
      padding: 1,
      output_padding: [1, 0],
      dilation: 1,
      groups: 2,
      bias: true,
    }),
  },
  stdConv2d: {
    layer: makeLayer('stdConv2d', { filters: 8, stride: [2, 2], bias: false }) as Layer,
    inputs: [featureMap(4, 9, 9)],
    keras: call('standardizedConv2d', {
      filters: 8,
      kernelSize: [3, 3],
      strides: [2, 2],
      padding: 'same',
      dilationRate: [1, 1],
      groups: 1,
      useBias: false,
      scaled: true,
      epsilon: 1e-6,
    }),
    torch: call('ScaledStdConv2d', {
      in_channels: 4,
      out_channels: 8,
      kernel_size: 3,
      stride: 2,
      padding: 1,
      dilation: 1,
      groups: 1,
      bias: false,
      eps: 1e-6,
    }),
  },
  blurPool2d: {
    layer: makeLayer('blurPool2d', {}) as Layer,
    inputs: [MAP],
    keras: call('blurPooling2d', {
      size: 3,
      strides: [2, 2],
      padding: { top: 1, bottom: 1, left: 1, right: 1 },
    }),
    torch: call('BlurPool2d', { channels: 4, filt_size: 3, stride: 2, padding: [1, 1, 1, 1] }),
  },
  channelPool: {
    layer: makeLayer('channelPool', { function: 'max' }) as Layer,
    inputs: [MAP],
    keras: call('channelPooling', { function: 'max' }),
    torch: call('torch.amax', { dim: 1, keepdim: true }),
  },
  radixSoftmax: {
    layer: makeLayer('radixSoftmax', { groups: 2 }) as Layer,
    inputs: [MAP],
    keras: call('radixSoftmax', { radix: 2, groups: 2 }),
    torch: call('RadixSoftmax', { radix: 2, cardinality: 2 }),
  },
  maxPool2d: {
    layer: makeLayer('maxPool2d', { kernel: [3, 2], dilation: [2, 1], ceilMode: true }) as Layer,
    inputs: [MAP],
    keras: call('maxPooling2d', {
      poolSize: [3, 2],
      strides: [2, 2],
      padding: 'valid',
      dilationRate: [2, 1],
      ceilMode: true,
    }),
    torch: call('nn.MaxPool2d', {
      kernel_size: [3, 2],
      stride: 2,
      padding: 0,
      dilation: [2, 1],
      ceil_mode: true,
    }),
  },
  avgPool2d: {
    layer: makeLayer('avgPool2d', { kernel: [3, 3], stride: [3, 2], padding: 'same' }) as Layer,
    inputs: [MAP],
    keras: call('averagePooling2d', {
      poolSize: [3, 3],
      strides: [3, 2],
      padding: 'same',
      ceilMode: false,
      countPadding: true,
    }),
    torch: call('nn.AvgPool2d', {
      kernel_size: 3,
      stride: [3, 2],
      padding: [0, 1],
      ceil_mode: false,
      count_include_pad: true,
    }),
  },
  adaptiveAvgPool2d: {
    layer: makeLayer('adaptiveAvgPool2d', { size: [2, 3] }) as Layer,
    inputs: [MAP],
    keras: call('adaptiveAveragePooling2d', { outputSize: [2, 3] }),
    torch: call('nn.AdaptiveAvgPool2d', { output_size: [2, 3] }),
  },
  globalAvgPool2d: {
    layer: makeLayer('globalAvgPool2d', {}) as Layer,
    inputs: [MAP],
    keras: call('globalAveragePooling2d', { keepDims: true }),
    torch: call('nn.AdaptiveAvgPool2d', { output_size: 1 }),
  },
  dense: {
    layer: makeLayer('dense', { units: 10, bias: false }) as Layer,
    inputs: [vector(84)],
    keras: call('dense', { units: 10, useBias: false }),
    torch: call('nn.Linear', { in_features: 84, out_features: 10, bias: false }),
  },
  batchNorm: {
    layer: makeLayer('batchNorm', { affine: false, epsilon: 0.001, momentum: 0.25 }) as Layer,
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
    layer: makeLayer('layerNorm', { over: 'all', epsilon: 0.001 }) as Layer,
    inputs: [vector(84)],
    keras: call('layerNormalization', { axis: [1], epsilon: 0.001, scale: true, center: true }),
    torch: call('nn.LayerNorm', {
      normalized_shape: [84],
      eps: 0.001,
      elementwise_affine: true,
    }),
  },
  groupNorm: {
    layer: makeLayer('groupNorm', { groups: 2, affine: false }) as Layer,
    inputs: [MAP],
    keras: call('groupNormalization', { groups: 2, epsilon: 1e-5, scale: false, center: false }),
    torch: call('nn.GroupNorm', { num_groups: 2, num_channels: 4, eps: 1e-5, affine: false }),
  },
  localResponseNorm: {
    layer: makeLayer('localResponseNorm', { size: 3, k: 2 }) as Layer,
    inputs: [MAP],
    keras: call('localResponseNormalization', { size: 3, alpha: 1e-4, beta: 0.75, k: 2 }),
    torch: call('nn.LocalResponseNorm', { size: 3, alpha: 1e-4, beta: 0.75, k: 2 }),
  },
  affine: {
    layer: makeLayer('affine', { shift: true, initial: 0.5 }) as Layer,
    inputs: [MAP],
    keras: call('channelAffine', { scale: true, shift: true, initial: 0.5 }),
    torch: call('Affine', { shape: [4, 1, 1], scale: true, shift: true, initial: 0.5 }),
  },
  globalResponseNorm: {
    layer: makeLayer('globalResponseNorm', {}) as Layer,
    inputs: [MAP],
    keras: call('globalResponseNormalization', { epsilon: 1e-6 }),
    torch: call('GlobalResponseNorm', { dim: 4, eps: 1e-6, channels_last: false }),
  },
  scale: {
    layer: makeLayer('scale', { factor: 0.17 }) as Layer,
    inputs: [MAP],
    keras: call('rescaling', { scale: 0.17, offset: 0, learned: false }),
    torch: call('Scale', { factor: 0.17, offset: 0, learned: false }),
  },
  spaceToDepth: {
    layer: makeLayer('spaceToDepth', { block: 3 }) as Layer,
    inputs: [MAP],
    keras: call('spaceToDepth', { block: 3, order: 'channels' }),
    torch: call('nn.PixelUnshuffle', { downscale_factor: 3 }),
  },
  depthToSpace: {
    layer: makeLayer('depthToSpace', {}) as Layer,
    inputs: [MAP],
    keras: call('depthToSpace', { block: 2, order: 'channels' }),
    torch: call('nn.PixelShuffle', { upscale_factor: 2 }),
  },
  dropout: {
    layer: makeLayer('dropout', { rate: 0.25 }) as Layer,
    inputs: [MAP],
    keras: call('dropout', { rate: 0.25 }),
    torch: call('nn.Dropout', { p: 0.25 }),
  },
  activation: {
    layer: makeLayer('activation', { function: 'hardSwish' }) as Layer,
    inputs: [MAP],
    keras: call('activation', { activation: 'hardSwish', slope: 0.01 }),
    torch: call('nn.Hardswish'),
  },
  prelu: {
    layer: makeLayer('prelu', { initial: 0.1 }) as Layer,
    inputs: [MAP],
    keras: call('prelu', { slopes: 'channel', initial: 0.1 }),
    torch: call('nn.PReLU', { num_parameters: 4, init: 0.1 }),
  },
  softmax: {
    layer: makeLayer('softmax', {}) as Layer,
    inputs: [MAP],
    keras: call('softmax'),
    torch: call('nn.Softmax', { dim: 1 }),
  },
  add: {
    layer: makeLayer('add', {}) as Layer,
    inputs: [MAP, MAP],
    keras: call('add'),
    torch: call('torch.add'),
  },
  multiply: {
    layer: makeLayer('multiply', {}) as Layer,
    inputs: [MAP, MAP],
    keras: call('multiply'),
    torch: call('torch.mul'),
  },
  combine: {
    layer: makeLayer('combine', { operation: 'average' }) as Layer,
    inputs: [MAP, MAP],
    keras: call('combine', { operation: 'average' }),
    torch: [...call('torch.add'), ...call('torch.div', { other: 2 })],
  },
  concat: {
    layer: makeLayer('concat', { axis: 'height' }) as Layer,
    inputs: [MAP, MAP],
    keras: call('concatenate', { axis: 1 }),
    torch: call('torch.cat', { dim: 2 }),
  },
  flatten: {
    layer: makeLayer('flatten', {}) as Layer,
    inputs: [MAP],
    keras: call('flatten'),
    torch: call('nn.Flatten'),
  },
  reshape: {
    layer: makeLayer('reshape', { shape: [2, -1] }) as Layer,
    inputs: [vector(84)],
    keras: call('reshape', { targetShape: [2, 42] }),
    torch: call('nn.Unflatten', { dim: 1, unflattened_size: [2, -1] }),
  },
  zeroPad2d: {
    layer: makeLayer('zeroPad2d', {
      top: 1,
      bottom: 2,
      left: 3,
      right: 4,
      channelsAfter: 5,
    }) as Layer,
    inputs: [MAP],
    keras: [
      ...call('zeroPadding2d', {
        padding: [
          [1, 2],
          [3, 4],
        ],
      }),
      ...call('zeroChannels', { before: 0, after: 5 }),
    ],
    torch: call('F.pad', { pad: [3, 4, 1, 2, 0, 5] }),
  },
  upsample2d: {
    layer: makeLayer('upsample2d', { factor: [2, 3], mode: 'bilinear' }) as Layer,
    inputs: [MAP],
    keras: call('upSampling2d', { size: [2, 3], interpolation: 'bilinear' }),
    torch: call('nn.Upsample', { scale_factor: [2, 3], mode: 'bilinear' }),
  },
  channelShuffle: {
    layer: makeLayer('channelShuffle', { groups: 2 }) as Layer,
    inputs: [MAP],
    keras: call('channelShuffle', { groups: 2 }),
    torch: call('nn.ChannelShuffle', { groups: 2 }),
  },
  slice: {
    layer: makeLayer('slice', { height: { start: 1, end: null, step: 2 } }) as Layer,
    inputs: [MAP],
    keras: call('slice', {
      channels: { start: 0, end: null, step: 1 },
      height: { start: 1, end: null, step: 2 },
      width: { start: 0, end: null, step: 1 },
    }),
    torch: call('slice', {
      channels: { start: 0, end: null, step: 1 },
      height: { start: 1, end: null, step: 2 },
      width: { start: 0, end: null, step: 1 },
    }),
  },
  split: {
    layer: makeLayer('split', { sizes: [1, 3] }) as Layer,
    inputs: [MAP],
    keras: call('split', { sizes: [1, 3] }),
    torch: call('torch.split', { split_size_or_sections: [1, 3], dim: 1 }),
  },
  permute: {
    layer: makeLayer('permute', {}) as Layer,
    inputs: [MAP],
    keras: call('permute', { order: [1, 2, 0] }),
    torch: call('torch.permute', { dims: [0, 2, 3, 1] }),
  },
  identity: {
    layer: makeLayer('identity', {}) as Layer,
    inputs: [MAP],
    keras: call('identity'),
    torch: call('nn.Identity'),
  },
  opaque: {
    layer: makeLayer('opaque', { operator: 'DeformConv' }) as Layer,
    inputs: [MAP],
    keras: call('opaque', { operator: 'DeformConv' }),
    torch: call('opaque', { operator: 'DeformConv' }),
  },
};

describe('what layers are called elsewhere', () => {
  it.each(KIND_NAMES)('%s', (kind) => {
    const { layer, inputs, keras, torch } = SPOKEN[kind];
    expect(layer.kind).toBe(kind);
    expect(emitted(layer, inputs)).toEqual({ keras, torch });
  });
});
