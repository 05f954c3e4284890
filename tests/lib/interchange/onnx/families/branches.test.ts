import { describe, expect, it } from 'vitest';
import type { ConvSettings } from '@/tests/support/convSettings';
import { type FamilyFigures, familyFigures, familyLayers } from '@/tests/support/family';
import { TorchExport } from '@/tests/support/torchExport';

/**
 * Networks that are told from others by how their branches part and meet: cross-stage partial ones,
 * aggregation, several resolutions, cells, scaled residuals; and plain ones that mix (ConvMixer).
 */

const OPSETS = [9, 11, 13, 18];

interface Slice {
  readonly image: readonly [number, number, number];
  readonly build: (net: TorchExport) => string;
  readonly figures: Partial<FamilyFigures>;
}

type Channels = readonly [number, number];

/** Convolution, norm and ReLU under one name. */
function cbr(
  net: TorchExport,
  x: string,
  name: string,
  channels: Channels,
  settings?: ConvSettings,
) {
  return net.relu(net.convNorm(x, [`${name}.conv`, `${name}.bn`], channels, settings));
}

/** The same with a leaky ReLU, as Darknet has it. */
function cbl(
  net: TorchExport,
  x: string,
  name: string,
  channels: Channels,
  settings?: ConvSettings,
) {
  const y = net.convNorm(x, [`${name}.conv`, `${name}.bn`], channels, settings);
  return net.op('LeakyRelu', [y], { alpha: { float: 0.01 } });
}

const WIDE = { kernel: 3, padding: 1 };
const conv = (from: number, to: number, taps = 1) => from * to * taps + 2 * to;

const SLICES: readonly (readonly [string, Slice])[] = [
  [
    'CSPDarknet: a stage whose halves part and meet again',
    {
      image: [64, 56, 56],
      build(net) {
        const down = cbl(net, 'x', 'conv_down', [64, 128], { ...WIDE, stride: 2 });
        const wide = cbl(net, down, 'conv_exp', [128, 128]);
        const [kept = '', worked = ''] = net.split(wide, 64, 64);
        const inner = cbl(
          net,
          cbl(net, worked, 'blocks.0.conv1', [64, 64]),
          'blocks.0.conv2',
          [64, 64],
          WIDE,
        );
        const moved = cbl(net, net.add(inner, worked), 'conv_transition_b', [64, 64]);
        return cbl(net, net.concat(kept, moved), 'conv_transition', [128, 128]);
      },
      figures: {
        kinds: { conv2d: 6, batchNorm: 6, activation: 6, split: 1, add: 1, concat: 1 },
        params:
          conv(64, 128, 9) +
          conv(128, 128) +
          conv(64, 64) +
          conv(64, 64, 9) +
          conv(64, 64) +
          conv(128, 128),
        field: '7 /2',
        shape: [128, 28, 28],
      },
    },
  ],
  [
    'DLA: a tree whose root reads all its leaves, with a pooled and projected shortcut',
    {
      image: [32, 56, 56],
      build(net) {
        const bottom = net.maxPool('x', 2, 2);
        const shortcut = net.convNorm(bottom, ['project.0', 'project.1'], [32, 64]);
        const block = (x: string, name: string, from: number, stride: number, rest: string) => {
          const y = cbr(net, x, `${name}.1`, [from, 64], { ...WIDE, stride });
          return net.relu(
            net.add(net.convNorm(y, [`${name}.conv2`, `${name}.bn2`], [64, 64], WIDE), rest),
          );
        };
        const left = block('x', 'tree1', 32, 2, shortcut);
        const right = block(left, 'tree2', 64, 1, left);
        return cbr(net, net.concat(right, left, bottom), 'root', [160, 64]);
      },
      figures: {
        kinds: { maxPool2d: 1, conv2d: 6, batchNorm: 6, activation: 5, add: 2, concat: 1 },
        params: conv(32, 64) + conv(32, 64, 9) + 3 * conv(64, 64, 9) + conv(160, 64),
        // 3, then 3 more taps of 2 pixels each on both sides.
        field: '15 /2',
        shape: [64, 28, 28],
      },
    },
  ],
  [
    'SelecSLS: every second result is handed on beside the last',
    {
      image: [32, 56, 56],
      build(net) {
        const d1 = cbr(net, 'x', 'conv1', [32, 64], { ...WIDE, stride: 2 });
        const d2 = cbr(net, cbr(net, d1, 'conv2', [64, 64]), 'conv3', [64, 32], WIDE);
        const d3 = cbr(net, cbr(net, d2, 'conv4', [32, 64]), 'conv5', [64, 32], WIDE);
        return cbr(net, net.concat(d1, d2, d3), 'conv6', [128, 64]);
      },
      figures: {
        kinds: { conv2d: 6, batchNorm: 6, activation: 6, concat: 1 },
        params:
          conv(32, 64, 9) +
          conv(64, 64) +
          conv(64, 32, 9) +
          conv(32, 64) +
          conv(64, 32, 9) +
          conv(128, 64),
        field: '11 /2',
        shape: [64, 28, 28],
      },
    },
  ],
  [
    'VoVNet: one-shot aggregation with an effective gate, as timm has it',
    {
      image: [128, 28, 28],
      build(net) {
        const outs = ['x'];
        for (let index = 0; index < 3; index++)
          outs.push(
            cbr(net, outs.at(-1) ?? '', `conv_mid.${index}`, [index === 0 ? 128 : 64, 64], WIDE),
          );
        const y = cbr(net, net.concat(...outs), 'conv_concat', [128 + 3 * 64, 256]);
        const gate = net.conv(net.reduce('ReduceMean', y, [2, 3]), 'attn.fc', [256, 256]);
        return net.mul(y, net.hardSigmoid(gate));
      },
      figures: {
        kinds: {
          conv2d: 5,
          batchNorm: 4,
          activation: 5,
          concat: 1,
          globalAvgPool2d: 1,
          multiply: 1,
        },
        params: conv(128, 64, 9) + 2 * conv(64, 64, 9) + conv(320, 256) + 256 * 256 + 256,
        field: '7 /1 gated',
        shape: [256, 28, 28],
      },
    },
  ],
  [
    'HRNet: two resolutions that fuse, up by resizing and down by strides',
    {
      image: [18, 56, 56],
      build(net) {
        const low = cbr(net, 'x', 'transition', [18, 36], { ...WIDE, stride: 2 });
        const up = net.upsample(net.convNorm(low, ['fuse.0.1.0', 'fuse.0.1.1'], [36, 18]), 2);
        const high = net.relu(net.add('x', up));
        const down = net.convNorm(high, ['fuse.1.0.0', 'fuse.1.0.1'], [18, 36], {
          ...WIDE,
          stride: 2,
        });
        return net.relu(net.add(down, low));
      },
      figures: {
        kinds: { conv2d: 3, batchNorm: 3, activation: 3, upsample2d: 1, add: 2 },
        params: conv(18, 36, 9) + conv(36, 18) + conv(18, 36, 9),
        shape: [36, 28, 28],
      },
    },
  ],
  [
    'RegNetY: grouped convolutions and a gate from what came in',
    {
      image: [48, 28, 28],
      build(net) {
        const x = cbr(net, 'x', 'conv1', [48, 104]);
        const y = cbr(net, x, 'conv2', [104, 104], { ...WIDE, stride: 2, groups: 13 });
        const inner = net.relu(net.conv(net.reduce('ReduceMean', y, [2, 3]), 'se.fc1', [104, 12]));
        const gated = net.mul(y, net.sigmoid(net.conv(inner, 'se.fc2', [12, 104])));
        const end = net.convNorm(gated, ['conv3.conv', 'conv3.bn'], [104, 104]);
        const rest = net.convNorm('x', ['downsample.conv', 'downsample.bn'], [48, 104], {
          stride: 2,
        });
        return net.relu(net.add(end, rest));
      },
      figures: {
        kinds: { conv2d: 6, batchNorm: 4, activation: 5, globalAvgPool2d: 1, multiply: 1, add: 1 },
        params:
          conv(48, 104) +
          (104 * 8 * 9 + 208) +
          (104 * 12 + 12) +
          (12 * 104 + 104) +
          conv(104, 104) +
          conv(48, 104),
        field: '3 /2 gated',
        shape: [104, 14, 14],
      },
    },
  ],
  [
    'TResNet: blocks of pixels as channels, leaky ReLUs, a blurred stride',
    {
      image: [3, 64, 64],
      build(net) {
        const dealt = net.transpose(net.reshape('x', -1, 3, 16, 4, 16, 4), 0, 3, 5, 1, 2, 4);
        const stem = cbl(net, net.reshape(dealt, -1, 48, 16, 16), 'stem', [48, 64], WIDE);
        const taps = [1, 2, 1, 2, 4, 2, 1, 2, 1].map((tap) => tap / 16);
        const filter = net.floats(Array.from({ length: 64 }, () => taps).flat(), [64, 1, 3, 3]);
        const blurred = net.convolve([net.pad(stem, [1, 1, 1, 1], 'reflect'), filter], [3, 3], {
          stride: 2,
          groups: 64,
        });
        return cbl(net, blurred, 'layer2', [64, 128]);
      },
      figures: {
        kinds: { spaceToDepth: 1, conv2d: 2, batchNorm: 2, activation: 2, blurPool2d: 1 },
        params: conv(48, 64, 9) + conv(64, 128),
        // 4, and 2·4 more for each 3×3.
        field: '20 /8',
        shape: [128, 8, 8],
      },
    },
  ],
  [
    'Inception-ResNet-v2: a residual branch scaled by 0.17, projected without a norm',
    {
      image: [320, 35, 35],
      build(net) {
        const b0 = cbr(net, 'x', 'branch0', [320, 32]);
        const b1 = cbr(net, cbr(net, 'x', 'branch1.0', [320, 32]), 'branch1.1', [32, 32], WIDE);
        const b2 = cbr(net, cbr(net, 'x', 'branch2.0', [320, 32]), 'branch2.1', [32, 48], WIDE);
        const b3 = cbr(net, b2, 'branch2.2', [48, 64], WIDE);
        const out = net.conv(net.concat(b0, b1, b3), 'conv2d', [128, 320]);
        return net.relu(net.add(net.mul(out, net.number(0.17)), 'x'));
      },
      figures: {
        kinds: { conv2d: 7, batchNorm: 6, activation: 7, concat: 1, scale: 1, add: 1 },
        params:
          3 * conv(320, 32) + conv(32, 32, 9) + conv(32, 48, 9) + conv(48, 64, 9) + 128 * 320 + 320,
        field: '5 /1',
        shape: [320, 35, 35],
      },
    },
  ],
  [
    'Inception-v4: asymmetric kernels side by side behind one, and an average pool that leaves its padding out',
    {
      image: [384, 8, 8],
      build(net) {
        const a = cbr(net, 'x', 'branch1_0', [384, 96]);
        const flat = cbr(net, a, 'branch1_1a', [96, 64], { kernel: [1, 3], padding: [0, 1] });
        const tall = cbr(net, a, 'branch1_1b', [96, 64], { kernel: [3, 1], padding: [1, 0] });
        const pooled = net.op('AveragePool', ['x'], {
          kernel_shape: [3, 3],
          pads: [1, 1, 1, 1],
          strides: [1, 1],
          count_include_pad: 0,
          ...(net.opset >= 10 ? { ceil_mode: 0 } : {}),
        });
        return net.concat(flat, tall, cbr(net, pooled, 'branch3.1', [384, 64]));
      },
      figures: {
        kinds: { conv2d: 4, batchNorm: 4, activation: 4, avgPool2d: 1, concat: 1 },
        params: conv(384, 96) + 2 * conv(96, 64, 3) + conv(384, 64),
        field: '3 /1',
        shape: [192, 8, 8],
      },
    },
  ],
  [
    'NASNet and PNASNet: a factorised reduction, one path of it shifted by a pixel, and uneven padding',
    {
      image: [96, 28, 28],
      build(net) {
        const relu = net.relu('x');
        const path = (x: string, name: string) =>
          net.conv(net.averagePool(x, 1, 2), name, [96, 21], { bias: false });
        const shifted = net.pad(relu, [-1, -1, 1, 1]);
        const left = net.concat(path(relu, 'path_1.conv'), path(shifted, 'path_2.conv'));
        const padded = net.pad(relu, [2, 2, 1, 1]);
        const deep = net.conv(padded, 'separable.dw', [96, 96], {
          kernel: 5,
          stride: 2,
          groups: 96,
          bias: false,
        });
        const right = net.convNorm(deep, ['separable.pw', 'separable.bn'], [96, 42]);
        return net.add(net.batchNorm(left, 'final_path_bn', 42), right);
      },
      figures: {
        kinds: {
          activation: 1,
          avgPool2d: 2,
          conv2d: 3,
          slice: 1,
          zeroPad2d: 2,
          concat: 1,
          batchNorm: 2,
          depthwiseConv2d: 1,
          add: 1,
        },
        params: 2 * 96 * 21 + 84 + 96 * 25 + conv(96, 42),
        field: '5 /2',
        shape: [42, 14, 14],
      },
    },
  ],
  [
    'Xception: separable convolutions behind their ReLU, a pool and a projected shortcut',
    {
      image: [128, 28, 28],
      build(net) {
        const separable = (x: string, name: string, [from, to]: Channels) => {
          const deep = net.conv(x, `${name}.conv1`, [from, from], {
            ...WIDE,
            groups: from,
            bias: false,
          });
          return net.convNorm(deep, [`${name}.pointwise`, `${name}.bn`], [from, to]);
        };
        const a = separable(net.relu('x'), 'rep.0', [128, 256]);
        const b = separable(net.relu(a), 'rep.1', [256, 256]);
        const rest = net.convNorm('x', ['skip', 'skipbn'], [128, 256], { stride: 2 });
        return net.add(net.maxPool(b, 3, 2, 1), rest);
      },
      figures: {
        kinds: { activation: 2, depthwiseConv2d: 2, conv2d: 3, batchNorm: 3, maxPool2d: 1, add: 1 },
        params: 128 * 9 + conv(128, 256) + 256 * 9 + conv(256, 256) + conv(128, 256),
        field: '7 /2',
        shape: [256, 14, 14],
      },
    },
  ],
];

describe.each(OPSETS)('from opset %i', (opset) => {
  it.each(SLICES)('%s', (_name, { build, image, figures }) => {
    const net = new TorchExport(opset, image);
    expect(familyFigures(net.sketch(build(net)))).toMatchObject({
      opaque: [],
      notes: [],
      ...figures,
    });
  });

  it('convmixer_768_32 has its published parameters, all of it known', () => {
    const net = new TorchExport(opset, [3, 224, 224]);
    const norm = (x: string, name: string) => net.batchNorm(net.relu(x), name, 768);
    let x = norm(net.conv('x', 'stem.0', [3, 768], { kernel: 7, stride: 7 }), 'stem.2');
    for (let index = 0; index < 32; index++) {
      const before = x;
      const mixed = net.conv(x, `blocks.${index}.0.fn.0`, [768, 768], {
        kernel: 7,
        padding: 3,
        groups: 768,
      });
      const sum = net.add(norm(mixed, `blocks.${index}.0.fn.2`), before);
      x = norm(net.conv(sum, `blocks.${index}.1`, [768, 768]), `blocks.${index}.3`);
    }
    const sketch = net.sketch(net.linear(net.flatten(net.globalAverage(x)), 'head', [768, 1000]));
    const { params, opaque, notes } = familyFigures(sketch);
    expect({ opaque, notes, params: (params / 1e6).toFixed(2) }).toEqual({
      opaque: [],
      notes: [],
      params: '21.11',
    });
  });

  it('differences and maxima of branches are joins', () => {
    const net = new TorchExport(opset, [8, 4, 4]);
    const other = net.relu('x');
    const y = net.op('Max', [net.op('Sub', ['x', other]), net.op('Min', ['x', other])]);
    expect(familyLayers(net.sketch(net.op('Mean', [y, 'x'])))).toEqual([
      'activation[relu](x) 4×4×8',
      'combine[difference](x, 1) 4×4×8',
      'combine[minimum](x, 1) 4×4×8',
      'combine[maximum](2, 3) 4×4×8',
      'combine[average](4, x) 4×4×8',
    ]);
  });
});
