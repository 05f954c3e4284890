import { describe, expect, it } from 'vitest';
import { type FamilyFigures, familyFigures } from '@/tests/support/family';
import type { ModelSketch } from '@/tests/support/onnxModel';
import { TorchExport } from '@/tests/support/torchExport';

/** Networks for small devices, and networks that are folded into plain convolutions after training. */

const OPSETS = [9, 11, 13, 18];

/** timm's make_divisible: the nearest multiple that takes no more than a tenth away. */
function divisible(value: number, by: number): number {
  const nearest = Math.max(by, Math.floor((value + by / 2) / by) * by);
  return nearest < 0.9 * value ? nearest + by : nearest;
}

/** A squeeze-excitation gate of 1×1 convolutions, with the activation that shapes the gate. */
function squeeze(
  net: TorchExport,
  input: string,
  [channels, inner]: readonly [number, number],
  gate: 'sigmoid' | 'hardSigmoid',
  act: 'relu' | 'silu' = 'relu',
): string {
  return net.within('se', () => {
    const mean = net.reduce('ReduceMean', input, [2, 3]);
    const reduced = net[act](net.conv(mean, 'conv_reduce', [channels, inner]));
    return net.mul(input, net[gate](net.conv(reduced, 'conv_expand', [inner, channels])));
  });
}

/** GhostNet's module: half of the channels from a convolution, half from a cheap one on these. */
function ghost(
  net: TorchExport,
  input: string,
  module: string,
  [from, to]: readonly [number, number],
  active: boolean,
): string {
  return net.within(module, () => {
    const half = Math.ceil(to / 2);
    const act = (x: string) => (active ? net.relu(x) : x);
    const main = act(net.convNorm(input, ['primary_conv.0', 'primary_conv.1'], [from, half]));
    const cheap = act(
      net.convNorm(main, ['cheap_operation.0', 'cheap_operation.1'], [half, half], {
        kernel: 3,
        padding: 1,
        groups: half,
      }),
    );
    // The module cuts its output to as many channels as it was asked for, also where all are.
    return net.slice(net.concat(main, cheap), 1, 0, to);
  });
}

/** Kernel, width in the middle, output, whether there is a gate, stride: the table of GhostNet. */
const GHOSTS = [
  [3, 16, 16, 0, 1],
  [3, 48, 24, 0, 2],
  [3, 72, 24, 0, 1],
  [5, 72, 40, 1, 2],
  [5, 120, 40, 1, 1],
  [3, 240, 80, 0, 2],
  [3, 200, 80, 0, 1],
  [3, 184, 80, 0, 1],
  [3, 184, 80, 0, 1],
  [3, 480, 112, 1, 1],
  [3, 672, 112, 1, 1],
  [5, 672, 160, 1, 2],
  [5, 960, 160, 0, 1],
  [5, 960, 160, 1, 1],
  [5, 960, 160, 0, 1],
  [5, 960, 160, 1, 1],
] as const;

function ghostnet(opset: number): ModelSketch {
  const net = new TorchExport(opset, [3, 224, 224]);
  const stem = { kernel: 3, stride: 2, padding: 1 };
  let x = net.relu(net.convNorm('x', ['conv_stem', 'bn1'], [3, 16], stem));
  let channels = 16;
  for (const [index, [kernel, middle, to, gated, stride]] of GHOSTS.entries()) {
    const [input, from] = [x, channels];
    x = net.within(`blocks.${index}`, () => {
      const depthwise = { kernel, stride, padding: (kernel - 1) / 2 };
      let y = ghost(net, input, 'ghost1', [from, middle], true);
      if (stride > 1)
        y = net.convNorm(y, ['conv_dw', 'bn_dw'], [middle, middle], {
          ...depthwise,
          groups: middle,
        });
      if (gated) y = squeeze(net, y, [middle, divisible(middle / 4, 4)], 'hardSigmoid');
      y = ghost(net, y, 'ghost2', [middle, to], false);
      if (from === to && stride === 1) return net.add(y, input);
      const moved = net.convNorm(input, ['shortcut.0', 'shortcut.1'], [from, from], {
        ...depthwise,
        groups: from,
      });
      return net.add(y, net.convNorm(moved, ['shortcut.2', 'shortcut.3'], [from, to]));
    });
    channels = to;
  }
  x = net.relu(net.convNorm(x, ['blocks.9.conv', 'blocks.9.bn1'], [160, 960]));
  x = net.relu(net.conv(net.globalAverage(x), 'conv_head', [960, 1280]));
  return net.sketch(net.linear(net.flatten(x), 'classifier', [1280, 1000]));
}

/** RepVGG-A0 as it is trained: a 3×3, a 1×1 and, where nothing changes, a norm side by side. */
function repvggA0(opset: number): ModelSketch {
  const net = new TorchExport(opset, [3, 224, 224]);
  let x = 'x';
  let channels = 3;
  const stages = [
    [48, 1],
    [48, 2],
    [96, 4],
    [192, 14],
    [1280, 1],
  ] as const;
  for (const [stage, [width, depth]] of stages.entries()) {
    for (let index = 0; index < depth; index++) {
      const [input, from] = [x, channels];
      const stride = index === 0 ? 2 : 1;
      x = net.within(`stages.${stage}.${index}`, () => {
        const wide = { kernel: 3, stride, padding: 1 };
        const a = net.convNorm(input, ['conv_kxk.conv', 'conv_kxk.bn'], [from, width], wide);
        const b = net.convNorm(input, ['conv_1x1.conv', 'conv_1x1.bn'], [from, width], { stride });
        const sum = net.add(b, a);
        const passed = from === width && stride === 1;
        return net.relu(passed ? net.add(sum, net.batchNorm(input, 'identity', from)) : sum);
      });
      channels = width;
    }
  }
  return net.sketch(net.linear(net.flatten(net.globalAverage(x)), 'head.fc', [1280, 1000]));
}

interface Slice {
  readonly build: (net: TorchExport) => string;
  readonly image: readonly [number, number, number];
  readonly figures: Partial<FamilyFigures>;
}

const depthwise = (channels: number, kernel: number, stride = 1) => ({
  kernel,
  stride,
  padding: (kernel - 1) / 2,
  groups: channels,
});

const SLICES: readonly (readonly [string, Slice])[] = [
  [
    'MobileOne: branches of 1×1, several 3×3 and a norm, a gate behind them',
    {
      image: [64, 28, 28],
      build(net) {
        const kernels = [0, 1, 2, 3].map((index) =>
          net.convNorm(
            'x',
            [`conv_kxk.${index}.conv`, `conv_kxk.${index}.bn`],
            [64, 64],
            depthwise(64, 3),
          ),
        );
        const scale = net.convNorm('x', ['conv_scale.conv', 'conv_scale.bn'], [64, 64], {
          groups: 64,
        });
        const sum = kernels.reduce(
          (a, b) => net.add(a, b),
          net.add(net.batchNorm('x', 'identity', 64), scale),
        );
        return net.relu(squeeze(net, sum, [64, 4], 'sigmoid'));
      },
      figures: {
        kinds: {
          depthwiseConv2d: 5,
          batchNorm: 6,
          add: 5,
          globalAvgPool2d: 1,
          conv2d: 2,
          activation: 3,
          multiply: 1,
        },
        params: 4 * (64 * 9 + 128) + (64 + 128) + 128 + (64 * 4 + 4) + (4 * 64 + 64),
        field: '3 /1 gated',
        shape: [64, 28, 28],
      },
    },
  ],
  [
    'MixNet: channels split over kernels of different sizes, and over grouped 1×1 convolutions',
    {
      image: [40, 28, 28],
      build(net) {
        const halves = net.split('x', 20, 20);
        const wide = net.concat(
          ...halves.map((half, index) =>
            net.conv(half, `conv_pw.${index}`, [20, 120], { bias: false }),
          ),
        );
        const active = net.silu(net.batchNorm(wide, 'bn1', 240));
        const parts = net.split(active, 80, 80, 80);
        const mixed = net.concat(
          ...parts.map((part, index) =>
            net.conv(part, `conv_dw.${index}`, [80, 80], {
              ...depthwise(80, 3 + 2 * index),
              bias: false,
            }),
          ),
        );
        const gated = squeeze(
          net,
          net.silu(net.batchNorm(mixed, 'bn2', 240)),
          [240, 20],
          'sigmoid',
          'silu',
        );
        return net.add(net.convNorm(gated, ['conv_pwl', 'bn3'], [240, 40]), 'x');
      },
      figures: {
        kinds: {
          split: 2,
          conv2d: 5,
          concat: 2,
          batchNorm: 3,
          activation: 4,
          depthwiseConv2d: 3,
          globalAvgPool2d: 1,
          multiply: 1,
          add: 1,
        },
        params:
          2 * 20 * 120 +
          480 +
          80 * (9 + 25 + 49) +
          480 +
          (240 * 20 + 20) +
          (20 * 240 + 240) +
          240 * 40 +
          80,
        field: '7 /1 gated',
        shape: [40, 28, 28],
      },
    },
  ],
  [
    'ReXNet: the first channels are added, the others pass',
    {
      image: [27, 56, 56],
      build(net) {
        const wide = net.silu(net.convNorm('x', ['conv_exp.conv', 'conv_exp.bn'], [27, 162]));
        const deep = net.convNorm(
          wide,
          ['conv_dw.conv', 'conv_dw.bn'],
          [162, 162],
          depthwise(162, 3),
        );
        const mean = net.reduce('ReduceMean', deep, [2, 3]);
        const inner = net.relu(net.batchNorm(net.conv(mean, 'se.fc1', [162, 13]), 'se.bn', 13));
        const gated = net.mul(deep, net.sigmoid(net.conv(inner, 'se.fc2', [13, 162])));
        const y = net.convNorm(net.clip(gated, 0, 6), ['conv_pwl.conv', 'conv_pwl.bn'], [162, 38]);
        const sum = net.add(net.slice(y, 1, 0, 27), 'x');
        return net.concat(sum, net.slice(y, 1, 27, 9_223_372_036_854));
      },
      figures: {
        kinds: {
          conv2d: 4,
          batchNorm: 4,
          activation: 4,
          depthwiseConv2d: 1,
          globalAvgPool2d: 1,
          multiply: 1,
          slice: 2,
          add: 1,
          concat: 1,
        },
        params:
          27 * 162 + 324 + 162 * 9 + 324 + (162 * 13 + 13) + 26 + (13 * 162 + 162) + 162 * 38 + 76,
        field: '3 /1 gated',
        shape: [38, 56, 56],
      },
    },
  ],
  [
    'EfficientNet-Lite, MnasNet, TinyNet, FBNet: an inverted residual with ReLU6, padded as TensorFlow pads',
    {
      image: [24, 56, 56],
      build(net) {
        const wide = net.clip(net.convNorm('x', ['conv_pw', 'bn1'], [24, 144]), 0, 6);
        const padded = net.pad(wide, [1, 1, 2, 2]);
        const deep = net.convNorm(padded, ['conv_dw', 'bn2'], [144, 144], {
          kernel: 5,
          stride: 2,
          groups: 144,
        });
        return net.convNorm(net.clip(deep, 0, 6), ['conv_pwl', 'bn3'], [144, 40]);
      },
      figures: {
        kinds: { conv2d: 2, batchNorm: 3, activation: 2, zeroPad2d: 1, depthwiseConv2d: 1 },
        params: 24 * 144 + 288 + 144 * 25 + 288 + 144 * 40 + 80,
        field: '5 /2',
        shape: [40, 28, 28],
      },
    },
  ],
  [
    'HardCoRe-NAS and MobileNetV3: hard swish, hard sigmoid',
    {
      image: [40, 28, 28],
      build(net) {
        const wide = net.hardSwish(net.convNorm('x', ['conv_pw', 'bn1'], [40, 120]));
        const deep = net.hardSwish(
          net.convNorm(wide, ['conv_dw', 'bn2'], [120, 120], depthwise(120, 5)),
        );
        const gated = squeeze(net, deep, [120, 32], 'hardSigmoid');
        return net.add(net.convNorm(gated, ['conv_pwl', 'bn3'], [120, 40]), 'x');
      },
      figures: {
        kinds: {
          conv2d: 4,
          batchNorm: 3,
          activation: 4,
          depthwiseConv2d: 1,
          globalAvgPool2d: 1,
          multiply: 1,
          add: 1,
        },
        params:
          40 * 120 + 240 + 120 * 25 + 240 + (120 * 32 + 32) + (32 * 120 + 120) + 120 * 40 + 80,
        field: '5 /1 gated',
        shape: [40, 28, 28],
      },
    },
  ],
  [
    'EfficientNetV2: a fused inverted residual with SiLU',
    {
      image: [24, 56, 56],
      build(net) {
        const wide = net.silu(
          net.convNorm('x', ['conv_exp', 'bn1'], [24, 96], { kernel: 3, padding: 1 }),
        );
        return net.add(net.convNorm(wide, ['conv_pwl', 'bn2'], [96, 24]), 'x');
      },
      figures: {
        kinds: { conv2d: 2, batchNorm: 2, activation: 1, add: 1 },
        params: 24 * 96 * 9 + 192 + 96 * 24 + 48,
        field: '3 /1',
        shape: [24, 56, 56],
      },
    },
  ],
];

describe.each(OPSETS)('from opset %i', (opset) => {
  it.each([
    ['ghostnet_100', '5.18', ghostnet],
    ['repvgg_a0', '9.11', repvggA0],
  ])('%s has its published parameters, all of it known', (_name, published, build) => {
    const { params, opaque, notes, shape } = familyFigures(build(opset));
    expect({ opaque, notes, shape }).toEqual({ opaque: [], notes: [], shape: [1000] });
    expect((params / 1e6).toFixed(2)).toBe(published);
  });

  it.each(SLICES)('%s', (_name, { build, image, figures }) => {
    const net = new TorchExport(opset, image);
    expect(familyFigures(net.sketch(build(net)))).toMatchObject({
      opaque: [],
      notes: [],
      ...figures,
    });
  });
});
