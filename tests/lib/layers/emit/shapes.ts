import { vector } from '@/lib/tensor/tensorType';
import { call, MAP, type SpokenKinds } from './spoken';

/** Ports, joins, layers that only change the shape, and the rest. */
export const shapes = {
  input: {
    params: { channels: 4, height: 6, width: 9 },
    inputs: [],
    keras: call('inputLayer', { shape: [6, 9, 4] }),
    torch: [],
  },
  output: { params: {}, inputs: [MAP], keras: [], torch: [] },
  add: {
    params: {},
    inputs: [MAP, MAP],
    keras: call('add'),
    torch: call('torch.add'),
  },
  multiply: {
    params: {},
    inputs: [MAP, MAP],
    keras: call('multiply'),
    torch: call('torch.mul'),
  },
  combine: {
    params: { operation: 'average' },
    inputs: [MAP, MAP],
    keras: call('combine', { operation: 'average' }),
    torch: [...call('torch.add'), ...call('torch.div', { other: 2 })],
  },
  concat: {
    params: { axis: 'height' },
    inputs: [MAP, MAP],
    keras: call('concatenate', { axis: 1 }),
    torch: call('torch.cat', { dim: 2 }),
  },
  flatten: {
    params: {},
    inputs: [MAP],
    keras: call('flatten'),
    torch: call('nn.Flatten'),
  },
  reshape: {
    params: { shape: [2, -1] },
    inputs: [vector(84)],
    keras: call('reshape', { targetShape: [2, 42] }),
    torch: call('nn.Unflatten', { dim: 1, unflattened_size: [2, -1] }),
  },
  zeroPad2d: {
    params: {
      top: 1,
      bottom: 2,
      left: 3,
      right: 4,
      channelsAfter: 5,
    },
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
    params: { factor: [2, 3], mode: 'bilinear' },
    inputs: [MAP],
    keras: call('upSampling2d', { size: [2, 3], interpolation: 'bilinear' }),
    torch: call('nn.Upsample', { scale_factor: [2, 3], mode: 'bilinear' }),
  },
  channelShuffle: {
    params: { groups: 2 },
    inputs: [MAP],
    keras: call('channelShuffle', { groups: 2 }),
    torch: call('nn.ChannelShuffle', { groups: 2 }),
  },
  spaceToDepth: {
    params: { block: 3 },
    inputs: [MAP],
    keras: call('spaceToDepth', { block: 3, order: 'channels' }),
    torch: call('nn.PixelUnshuffle', { downscale_factor: 3 }),
  },
  depthToSpace: {
    params: {},
    inputs: [MAP],
    keras: call('depthToSpace', { block: 2, order: 'channels' }),
    torch: call('nn.PixelShuffle', { upscale_factor: 2 }),
  },
  slice: {
    params: { height: { start: 1, end: null, step: 2 } },
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
    params: { sizes: [1, 3] },
    inputs: [MAP],
    keras: call('split', { sizes: [1, 3] }),
    torch: call('torch.split', { split_size_or_sections: [1, 3], dim: 1 }),
  },
  permute: {
    params: {},
    inputs: [MAP],
    keras: call('permute', { order: [1, 2, 0] }),
    torch: call('torch.permute', { dims: [0, 2, 3, 1] }),
  },
  identity: {
    params: {},
    inputs: [MAP],
    keras: call('identity'),
    torch: call('nn.Identity'),
  },
  opaque: {
    params: { operator: 'DeformConv' },
    inputs: [MAP],
    keras: call('opaque', { operator: 'DeformConv' }),
    torch: call('opaque', { operator: 'DeformConv' }),
  },
} satisfies Partial<SpokenKinds>;
