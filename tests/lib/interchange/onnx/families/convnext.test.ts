import { describe, expect, it } from 'vitest';
import { familyFigures, familyLayers } from '@/tests/support/family';
import type { ModelSketch } from '@/tests/support/onnxModel';
import { TorchExport } from '@/tests/support/torchExport';

/**
 * ConvNeXt as torchvision has it and ConvNeXt V2 as timm has it, with the global response norm
 * (weight and bias, epsilon 1e-6) between the two linear layers of a block instead of the layer scale.
 */
interface Form {
  readonly version: 1 | 2;
  /** Linear layers as 1×1 convolutions on channels first, as timm's small models have them. */
  readonly convolutional: boolean;
  readonly depths: readonly number[];
  readonly widths: readonly number[];
  readonly classes: number;
}

const OPSETS = [9, 13, 17, 18, 20];

/** The L2 norm over the map, divided by the mean over the channels: timm's GlobalResponseNorm. */
function responseNorm(net: TorchExport, input: string, channels: number, last: boolean): string {
  return net.within('grn', () => {
    const shape = last ? [1, 1, 1, channels] : [1, channels, 1, 1];
    const view = (name: string) =>
      net.reshape(net.parameter(name, channels), ...shape.map((size) => (size === 1 ? 1 : -1)));
    const space = last ? [1, 2] : [2, 3];
    const response = net.reduce('ReduceL2', input, space);
    const mean = net.reduce('ReduceMean', response, [last ? -1 : 1]);
    const share = net.op('Div', [response, net.add(mean, net.number(1e-6))]);
    const normal = net.mul(input, share);
    // torch.addcmul writes its factor of 1.
    const scaled = net.mul(net.mul(view('weight'), normal), net.number(1));
    return net.add(input, net.add(view('bias'), scaled));
  });
}

function block(net: TorchExport, input: string, width: number, form: Form): string {
  const { version, convolutional } = form;
  const around = convolutional ? 'conv' : 'linear';
  let x = net.conv(input, 'conv_dw', [width, width], { kernel: 7, padding: 3, groups: width });
  if (around === 'conv') {
    x = net.layerNorm2d(x, 'norm', width);
    x = net.gelu(net.conv(x, 'mlp.fc1', [width, 4 * width]));
    x = net.within('mlp', () => responseNorm(net, x, 4 * width, false));
    return net.add(net.conv(x, 'mlp.fc2', [4 * width, width]), input);
  }
  x = net.layerNorm(net.transpose(x, 0, 2, 3, 1), 'norm', width);
  x = net.gelu(net.linearOnMap(x, 'mlp.fc1', [width, 4 * width]));
  if (version === 2) x = net.within('mlp', () => responseNorm(net, x, 4 * width, true));
  x = net.linearOnMap(x, 'mlp.fc2', [4 * width, width]);
  x = net.transpose(x, 0, 3, 1, 2);
  if (version === 1) x = net.mul(net.parameter('layer_scale', width, 1, 1), x);
  return net.add(x, input);
}

function convnext(opset: number, form: Form): ModelSketch {
  const net = new TorchExport(opset, [3, 224, 224]);
  const [first = 0] = form.widths;
  let x = net.conv('x', 'stem.0', [3, first], { kernel: 4, stride: 4 });
  x = net.layerNorm2d(x, 'stem.1', first);
  for (const [stage, depth] of form.depths.entries()) {
    const width = form.widths[stage] ?? 0;
    const before = form.widths[stage - 1];
    if (before !== undefined) {
      x = net.layerNorm2d(x, `stages.${stage}.downsample.0`, before);
      x = net.conv(x, `stages.${stage}.downsample.1`, [before, width], { kernel: 2, stride: 2 });
    }
    for (let index = 0; index < depth; index++) {
      const from = x;
      x = net.within(`stages.${stage}.blocks.${index}`, () => block(net, from, width, form));
    }
  }
  const last = form.widths.at(-1) ?? 0;
  x = net.layerNorm2d(net.globalAverage(x), 'head.norm', last);
  return net.sketch(net.linear(net.flatten(x), 'head.fc', [last, form.classes]));
}

const TINY = { depths: [3, 3, 9, 3], widths: [96, 192, 384, 768], classes: 1000 };

/** Names, forms, and the parameters that torchvision's and timm's tables print. */
const PUBLISHED: readonly (readonly [string, Form, number | string])[] = [
  ['convnext_tiny', { version: 1, convolutional: false, ...TINY }, 28_589_128],
  [
    'convnextv2_atto',
    {
      version: 2,
      convolutional: true,
      depths: [2, 2, 6, 2],
      widths: [40, 80, 160, 320],
      classes: 1000,
    },
    '3.71',
  ],
  ['convnextv2_tiny', { version: 2, convolutional: false, ...TINY }, '28.64'],
];

describe.each(PUBLISHED)('%s', (_name, form, published) => {
  it.each(OPSETS)('has its published parameters, all of it known, from opset %i', (opset) => {
    const { params, opaque, notes, field, shape } = familyFigures(convnext(opset, form));
    expect({ opaque, notes, field, shape }).toEqual({
      opaque: [],
      notes: [],
      field: 'global',
      shape: [1000],
    });
    expect(typeof published === 'number' ? params : (params / 1e6).toFixed(2)).toBe(published);
  });
});

/** A block of 8 channels behind its input, as the layers that it becomes. */
function blockLayers(opset: number, form: Pick<Form, 'version' | 'convolutional'>) {
  const net = new TorchExport(opset, [8, 14, 14]);
  const whole = { ...form, depths: [], widths: [], classes: 0 };
  return familyLayers(net.sketch(block(net, 'x', 8, whole)));
}

// 7²·8 + 8 taps; 2·8 of the norm; 8·32 + 32; 2·32 of the response norm; 32·8 + 8.
describe.each(OPSETS)('a block of ConvNeXt V2 from opset %i', (opset) => {
  it('with linear layers, on maps with channels last', () => {
    expect(blockLayers(opset, { version: 2, convolutional: false })).toEqual([
      'depthwiseConv2d[7×7 p3](x) 14×14×8, 400 params',
      'permute[1, 2, 0](1) 14×14×8',
      'layerNorm[over channels](2) 14×14×8, 16 params',
      'dense[32 units](3) 14×14×32, 288 params',
      'activation[gelu](4) 14×14×32',
      'globalResponseNorm[](5) 14×14×32, 64 params',
      'dense[8 units](6) 14×14×8, 264 params',
      'permute[2, 0, 1](7) 14×14×8',
      'add[](8, x) 14×14×8',
    ]);
  });

  it('with 1×1 convolutions', () => {
    expect(blockLayers(opset, { version: 2, convolutional: true })).toEqual([
      'depthwiseConv2d[7×7 p3](x) 14×14×8, 400 params',
      'layerNorm[over channels](1) 14×14×8, 16 params',
      'conv2d[32 · 1×1](2) 14×14×32, 288 params',
      'activation[gelu](3) 14×14×32',
      'globalResponseNorm[](4) 14×14×32, 64 params',
      'conv2d[8 · 1×1](5) 14×14×8, 264 params',
      'add[](6, x) 14×14×8',
    ]);
  });
});

it('a response norm as the newer exporter writes it: the absolute values first, the factor with the weight', () => {
  const net = new TorchExport(18, [8, 14, 14]);
  const response = net.reduce('ReduceL2', net.op('Abs', ['x']), [2, 3]);
  const share = net.op('Div', [
    response,
    net.add(net.reduce('ReduceMean', response, [1]), net.number(1e-6)),
  ]);
  const weight = net.mul(net.number(1), net.parameter('grn.weight', 1, 8, 1, 1));
  const scaled = net.mul(weight, net.mul('x', share));
  const y = net.add('x', net.add(net.parameter('grn.bias', 1, 8, 1, 1), scaled));
  expect(familyLayers(net.sketch(y))).toEqual(['globalResponseNorm[](x) 14×14×8, 16 params']);
});

it('a response norm with its L2 norm written out', () => {
  const net = new TorchExport(13, [8, 14, 14]);
  const response = net.op('Sqrt', [net.reduce('ReduceSum', net.mul('x', 'x'), [2, 3])]);
  const mean = net.add(net.reduce('ReduceMean', response, [1]), net.number(1e-6));
  const normal = net.mul('x', net.op('Div', [response, mean]));
  const scaled = net.mul(net.parameter('gamma', 1, 8, 1, 1), normal);
  const y = net.add(net.add(scaled, net.parameter('beta', 1, 8, 1, 1)), 'x');
  expect(familyLayers(net.sketch(y))).toEqual(['globalResponseNorm[](x) 14×14×8, 16 params']);
});
