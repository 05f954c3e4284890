import { describe, expect, it } from 'vitest';
import type { ConvSettings } from '@/tests/support/convSettings';
import { familyFigures, familyLayers } from '@/tests/support/family';
import type { ModelSketch } from '@/tests/support/onnxModel';
import { TorchExport } from '@/tests/support/torchExport';

/**
 * Networks without batch norms: NFNets with scaled, standardised convolutions, activations scaled by
 * fixed numbers and learned or fixed gains on the residual branch; BiT with group norms and
 * standardised convolutions.
 */

const OPSETS = [9, 13, 17];

/**
 * timm's ScaledStdConv2d and StdConv2d: the kernel goes through a batch norm in training mode, a
 * channel for each filter, with the gain times γ/√fan-in as its scale. The exporter writes the running
 * statistics, which the module does not have, as those of the batch. Where it folds constants, it stores
 * the flat kernel, and a second time with its axes exchanged.
 */
function stdConv(
  net: TorchExport,
  input: string,
  module: string,
  [channels, filters]: readonly [number, number],
  settings: ConvSettings & { readonly scaled?: boolean; readonly folded?: boolean } = {},
): string {
  const { kernel = 1, groups = 1, bias = true, scaled = true, folded = false } = settings;
  const [rows, columns] = typeof kernel === 'number' ? [kernel, kernel] : kernel;
  const fanIn = channels / groups;
  return net.within(module, () => {
    const weight = net.parameter('weight', filters, fanIn, rows, columns);
    const length = fanIn * rows * columns;
    const flat = folded
      ? net.parameter('flat', 1, filters, length)
      : net.reshape(weight, 1, filters, -1);
    const gain = scaled
      ? net.reshape(
          net.mul(net.parameter('gain', filters, 1, 1, 1), net.number(1 / Math.sqrt(fanIn))),
          -1,
        )
      : net.floats(new Array<number>(filters).fill(1), [filters]);
    const zeros = net.floats(new Array<number>(filters).fill(0), [filters]);
    const moved = folded
      ? net.parameter('exchanged', 1, length, filters)
      : net.transpose(flat, 0, 2, 1);
    const mean = net.reduce('ReduceMean', moved, [0, 1], false);
    const centred = net.op('Sub', [moved, net.reduce('ReduceMean', moved, [0, 1])]);
    const variance = net.reduce('ReduceMean', net.mul(centred, centred), [0, 1], false);
    const training = net.opset >= 14 ? { training_mode: 1 } : {};
    const [standard = ''] = net.all(
      'BatchNormalization',
      [flat, gain, zeros, mean, variance],
      { epsilon: { float: 1e-6 }, momentum: { float: 1 }, ...training },
      net.opset >= 14 ? 3 : 5,
    );
    const sizes = folded
      ? net.integers([filters, fanIn, rows, columns])
      : net.op('Shape', [weight]);
    const used = net.op('Reshape', [standard, sizes]);
    const inputs = [input, used, ...(bias ? [net.parameter('bias', filters)] : [])];
    return net.convolve(inputs, [rows, columns], settings);
  });
}

/** timm's EcaModule: a convolution over the channels, its size from their number. */
function eca(net: TorchExport, input: string, channels: number): string {
  return net.within('attn_last', () => {
    const half = Math.floor((Math.log2(channels) + 1) / 2);
    const size = Math.max(half % 2 === 1 ? half : half + 1, 3);
    const line = net.reshape(net.reduce('ReduceMean', input, [2, 3], false), 0, 1, -1);
    const y = net.op('Conv', [line, net.parameter('conv.weight', 1, 1, size)], {
      dilations: [1],
      group: 1,
      kernel_shape: [size],
      pads: [(size - 1) / 2, (size - 1) / 2],
      strides: [1],
    });
    return net.mul(input, net.reshape(net.sigmoid(y), 0, -1, 1, 1));
  });
}

interface Place {
  readonly from: number;
  readonly to: number;
  readonly stride: number;
  readonly beta: number;
}

/** timm's NormFreeBlock as ECA-NFNet has it: bottleneck 1/4, groups of 64, an extra 3×3, gain 2, alpha 0.2. */
function block(net: TorchExport, input: string, { from, to, stride, beta }: Place): string {
  const middle = to / 4;
  const groups = middle / 64;
  const start = net.mul(net.silu(input), net.number(beta));
  let shortcut = input;
  if (from !== to || stride > 1) {
    const shrunk = stride > 1 ? net.averagePool(start, 2, 2, { ceil: net.opset > 9 }) : start;
    shortcut = stdConv(net, shrunk, 'downsample.conv', [from, to]);
  }
  const wide = { kernel: 3, padding: 1, groups };
  let x = stdConv(net, start, 'conv1', [from, middle]);
  x = stdConv(net, net.silu(x), 'conv2', [middle, middle], { ...wide, stride });
  x = stdConv(net, net.silu(x), 'conv2b', [middle, middle], wide);
  x = stdConv(net, net.silu(x), 'conv3', [middle, to]);
  x = net.mul(net.number(2), eca(net, x, to));
  return net.add(net.mul(x, net.number(0.2)), shortcut);
}

function ecaNfnetL0(opset: number): ModelSketch {
  const net = new TorchExport(opset, [3, 224, 224]);
  const stem = [
    [3, 16, 2],
    [16, 32, 1],
    [32, 64, 1],
    [64, 128, 2],
  ] as const;
  let x = 'x';
  for (const [index, [from, to, stride]] of stem.entries()) {
    const settings = { kernel: 3, stride, padding: 1 };
    x = stdConv(net, index === 0 ? x : net.silu(x), `stem.conv${index + 1}`, [from, to], settings);
  }
  let channels = 128;
  for (const [stage, depth] of [1, 2, 6, 3].entries()) {
    const width = [256, 512, 1536, 1536][stage] ?? 0;
    for (let index = 0; index < depth; index++) {
      const before = x;
      const place = {
        from: channels,
        to: width,
        stride: index === 0 && stage > 0 ? 2 : 1,
        beta: 1 / Math.sqrt(1 + 0.04 * index),
      };
      x = net.within(`stages.${stage}.${index}`, () => block(net, before, place));
      channels = width;
    }
  }
  x = net.silu(stdConv(net, x, 'final_conv', [1536, 2304]));
  return net.sketch(net.linear(net.flatten(net.globalAverage(x)), 'head.fc', [2304, 1000]));
}

describe.each(OPSETS)('from opset %i', (opset) => {
  it('eca_nfnet_l0 has its published parameters, all of it known', () => {
    const { params, opaque, notes, kinds } = familyFigures(ecaNfnetL0(opset));
    expect({ opaque, notes }).toEqual({ opaque: [], notes: [] });
    expect((params / 1e6).toFixed(2)).toBe('24.14');
    // Four of the stem, four of each block, four shortcuts, the last one.
    expect(kinds).toMatchObject({ stdConv2d: 4 + 4 * 12 + 4 + 1, conv2d: 12, scale: 12 - 4 + 24 });
  });

  it.each([false, true])(
    'a scaled, standardised convolution keeps its kernel, bias and gain, and its MACs (folded: %s)',
    (folded) => {
      const net = new TorchExport(opset, [64, 14, 14]);
      const settings = { kernel: 3, stride: 2, padding: 1, groups: 2, folded };
      const sketch = net.sketch(stdConv(net, 'x', 'conv', [64, 128], settings));
      expect(familyLayers(sketch)).toEqual([
        'stdConv2d[128 · 3×3 /2 p1 g2](x) 7×7×128, 37120 params',
      ]);
      expect(familyFigures(sketch)).toMatchObject({
        params: 128 * 32 * 9 + 128 + 128,
        macs: 128 * 7 * 7 * 32 * 9,
        field: '3 /2',
      });
    },
  );

  it('a convolution of as many filters as their values is told from its exchanged copy, too', () => {
    const net = new TorchExport(opset, [16, 8, 8]);
    const sketch = net.sketch(stdConv(net, 'x', 'conv', [16, 16], { folded: true }));
    expect(familyFigures(sketch)).toMatchObject({ params: 16 * 16 + 16 + 16 });
  });

  it('a block of NFNet-F0 learns the gain of its branch (SkipInit) beside squeeze-excitation', () => {
    const net = new TorchExport(opset, [256, 12, 12]);
    const x = stdConv(net, net.mul(net.gelu('x'), net.number(0.9)), 'conv1', [256, 128]);
    const mean = net.reduce('ReduceMean', x, [2, 3]);
    const gate = net.conv(net.relu(net.conv(mean, 'se.fc1', [128, 64])), 'se.fc2', [64, 128]);
    const gated = net.mul(net.number(2), net.mul(x, net.sigmoid(gate)));
    const out = stdConv(net, gated, 'conv3', [128, 256]);
    const gained = net.mul(out, net.scalarParameter('stages.0.0.skipinit_gain', 0));
    const y = net.add(net.mul(gained, net.number(0.2)), 'x');
    expect(familyFigures(net.sketch(y))).toMatchObject({
      opaque: [],
      notes: [],
      kinds: { activation: 3, scale: 4, stdConv2d: 2, conv2d: 2, multiply: 1, add: 1 },
      params: 256 * 128 + 2 * 128 + (128 * 64 + 64) + (64 * 128 + 128) + 128 * 256 + 2 * 256 + 1,
      field: '1 /1 gated',
    });
  });

  it('a block of BiT normalises groups first, and its kernels without a gain', () => {
    const net = new TorchExport(opset, [64, 28, 28]);
    const norm = (input: string, module: string, channels: number) =>
      net.within(module, () => {
        const ones = net.floats(new Array<number>(32).fill(1), [32]);
        const zeros = net.floats(new Array<number>(32).fill(0), [32]);
        const dealt = net.reshape(input, 0, 32, -1);
        const normal = net.op('InstanceNormalization', [dealt, ones, zeros], {
          epsilon: { float: 1e-5 },
        });
        const back = net.op('Reshape', [normal, net.op('Shape', [input])]);
        const scale = net.unsqueeze(net.parameter('weight', channels), 1, 2);
        const shift = net.unsqueeze(net.parameter('bias', channels), 1, 2);
        return net.add(net.mul(back, scale), shift);
      });
    const unscaled = { bias: false, scaled: false };
    let x = net.relu(norm('x', 'norm1', 64));
    const shortcut = stdConv(net, x, 'downsample.conv', [64, 256], unscaled);
    x = net.relu(norm(stdConv(net, x, 'conv1', [64, 64], unscaled), 'norm2', 64));
    x = stdConv(net, x, 'conv2', [64, 64], { ...unscaled, kernel: 3, padding: 1 });
    x = stdConv(net, net.relu(norm(x, 'norm3', 64)), 'conv3', [64, 256], unscaled);
    expect(familyFigures(net.sketch(net.add(x, shortcut)))).toMatchObject({
      opaque: [],
      notes: [],
      kinds: { groupNorm: 3, activation: 3, stdConv2d: 4, add: 1 },
      params: 3 * 128 + 64 * 256 + 64 * 64 + 64 * 64 * 9 + 64 * 256,
      field: '3 /1',
      shape: [256, 28, 28],
    });
  });
});
