import { describe, expect, it } from 'vitest';
import { familyFigures, familyLayers } from '@/tests/support/family';
import type { ModelSketch } from '@/tests/support/onnxModel';
import { TorchExport } from '@/tests/support/torchExport';

/** ResNets and what grew out of them: Res2Net, ResNeSt, ECA, CBAM, blurred strides, BiT's heads. */

const OPSETS = [9, 11, 13, 18];

/** AvgPool2d(3, stride, padding=1), which counts its padding: a Pad in front before opset 19. */
function paddedAverage(net: TorchExport, input: string, stride: number): string {
  return net.averagePool(net.pad(input, [1, 1, 1, 1]), 3, stride);
}

type Bottleneck = (
  net: TorchExport,
  input: string,
  place: {
    readonly width: number;
    readonly stride: number;
    readonly first: boolean;
    /** Rows and columns of what comes in. */
    readonly size: number;
  },
) => string;

/** ResNet-50 around a middle of its own: conv1, the middle, conv3. `middleWidth` is what the middle works on. */
function resnet50(
  opset: number,
  middle: Bottleneck,
  middleWidth: (width: number) => number,
  { deepStem, averageDown }: { readonly deepStem: boolean; readonly averageDown: boolean },
): ModelSketch {
  const net = new TorchExport(opset, [3, 224, 224]);
  let x = 'x';
  if (deepStem) {
    const steps = [
      [3, 32, 2],
      [32, 32, 1],
      [32, 64, 1],
    ] as const;
    for (const [index, [from, to, stride]] of steps.entries()) {
      const settings = { kernel: 3, stride, padding: 1 };
      x = net.relu(
        net.convNorm(x, [`conv1.${3 * index}`, `conv1.${3 * index + 1}`], [from, to], settings),
      );
    }
  } else {
    x = net.relu(net.convNorm(x, ['conv1', 'bn1'], [3, 64], { kernel: 7, stride: 2, padding: 3 }));
  }
  x = net.maxPool(x, 3, 2, 1);
  let channels = 64;
  for (const [stage, depth] of [3, 4, 6, 3].entries()) {
    const width = 64 * 2 ** stage;
    for (let block = 0; block < depth; block++) {
      const first = block === 0;
      const stride = first && stage > 0 ? 2 : 1;
      const [from, incoming] = [x, channels];
      x = net.within(`layer${stage + 1}.${block}`, () => {
        const own = middleWidth(width);
        let y = net.relu(net.convNorm(from, ['conv1', 'bn1'], [incoming, own]));
        y = middle(net, y, { width, stride, first, size: (56 / 2 ** stage) * stride });
        y = net.convNorm(y, ['conv3', 'bn3'], [own, 4 * width]);
        if (!first) return net.relu(net.add(y, from));
        const shrunk =
          averageDown && stride > 1 ? net.averagePool(from, 2, 2, { ceil: true }) : from;
        const shortcut = net.convNorm(
          shrunk,
          ['downsample.0', 'downsample.1'],
          [incoming, 4 * width],
          {
            stride: averageDown ? 1 : stride,
          },
        );
        return net.relu(net.add(y, shortcut));
      });
      channels = 4 * width;
    }
  }
  return net.sketch(net.linear(net.flatten(net.globalAverage(x)), 'fc', [2048, 1000]));
}

const plain: Bottleneck = (net, input, { width, stride }) =>
  net.relu(
    net.convNorm(input, ['conv2', 'bn2'], [width, width], { kernel: 3, stride, padding: 1 }),
  );

/** Res2Net's 26w 4s: four splits of ⌊width · 26 / 64⌋ channels, each convolved with the one before. */
const res2net: Bottleneck = (net, input, { width, stride, first }) => {
  const own = Math.floor((width * 26) / 64);
  const splits = net.split(input, own, own, own, own);
  const done: string[] = [];
  for (const [index, split] of splits.slice(0, 3).entries()) {
    const before = done.at(-1);
    const joined = before === undefined || first ? split : net.add(before, split);
    const settings = { kernel: 3, stride, padding: 1 };
    done.push(
      net.relu(net.convNorm(joined, [`convs.${index}`, `bns.${index}`], [own, own], settings)),
    );
  }
  const last = splits[3] ?? '';
  return net.concat(...done, first ? paddedAverage(net, last, stride) : last);
};

/** ResNeSt's split attention with two splits, and the average pool that takes the stride behind it. */
const splitAttention: Bottleneck = (net, input, { width, stride, first, size }) => {
  const y = net.within('conv2', () => splitAttentionOf(net, input, width, size));
  return first ? paddedAverage(net, y, stride) : y;
};

function splitAttentionOf(
  net: TorchExport,
  input: string,
  width: number,
  size: number,
  groups = 1,
): string {
  const inner = Math.max((2 * width) / 4, 32);
  const settings = { kernel: 3, padding: 1, groups: 2 * groups };
  const x = net.relu(net.convNorm(input, ['conv', 'bn0'], [width, 2 * width], settings));
  const dealt = net.view(x, x, 2, width, size, size);
  const gap = net.reduce('ReduceMean', net.reduce('ReduceSum', dealt, [1], false), [2, 3]);
  let gate = net.relu(
    net.batchNorm(net.conv(gap, 'fc1', [width, inner], { groups }), 'bn1', inner),
  );
  gate = net.conv(gate, 'fc2', [inner, 2 * width], { groups });
  const scores = gate;
  gate = net.transpose(net.view(scores, scores, groups, 2, -1), 0, 2, 1, 3);
  gate =
    net.opset >= 13
      ? net.op('Softmax', [gate], { axis: 1 })
      : net.transpose(
          net.op('Softmax', [net.transpose(gate, 0, 3, 2, 1)], { axis: 3 }),
          0,
          3,
          2,
          1,
        );
  gate = net.view(net.view(gate, scores, -1), x, -1, 1, 1);
  const weighed = net.mul(dealt, net.view(gate, x, 2, width, 1, 1));
  return net.reduce('ReduceSum', weighed, [1], false);
}

const PLAIN_STEM = { deepStem: false, averageDown: false };

describe.each(OPSETS)('ResNet-50 with other blocks, from opset %i', (opset) => {
  it.each([
    ['resnet50', 25_557_032, plain, (width: number) => width, PLAIN_STEM],
    [
      'res2net50_26w_4s',
      '25.70',
      res2net,
      (width: number) => 4 * Math.floor((width * 26) / 64),
      PLAIN_STEM,
    ],
    [
      'resnest50d',
      '27.48',
      splitAttention,
      (width: number) => width,
      { deepStem: true, averageDown: true },
    ],
  ] as const)(
    '%s has its published parameters, all of it known',
    (_name, published, middle, own, stem) => {
      const { params, opaque, notes, shape } = familyFigures(resnet50(opset, middle, own, stem));
      expect({ opaque, notes, shape }).toEqual({ opaque: [], notes: [], shape: [1000] });
      expect(typeof published === 'number' ? params : (params / 1e6).toFixed(2)).toBe(published);
    },
  );
});

describe.each(OPSETS)('from opset %i', (opset) => {
  const net = (channels: number, size = 56) => new TorchExport(opset, [channels, size, size]);

  it('split attention is splits, sums and a gate', () => {
    const exported = net(64);
    expect(familyLayers(exported.sketch(splitAttentionOf(exported, 'x', 64, 56)))).toEqual([
      // 128 filters of 3×3 on half of the channels; 2·128 of the norm.
      'conv2d[128 · 3×3 p1 g2](x) 56×56×128, 36864 params',
      'batchNorm[](1) 56×56×128, 256 params',
      'activation[relu](2) 56×56×128',
      'split[64 + 64](3) 56×56×64 56×56×64',
      'add[](4, 4:1) 56×56×64',
      'globalAvgPool2d[](5) 1×1×64',
      'conv2d[32 · 1×1](6) 1×1×32, 2080 params',
      'batchNorm[](7) 1×1×32, 64 params',
      'activation[relu](8) 1×1×32',
      'conv2d[128 · 1×1](9) 1×1×128, 4224 params',
      'radixSoftmax[2 splits](10) 1×1×128',
      'flatten[](11) 128',
      'reshape[128×1×1](12) 1×1×128',
      'multiply[](3, 13) 56×56×128',
      'split[64 + 64](14) 56×56×64 56×56×64',
      'add[](15, 15:1) 56×56×64',
    ]);
  });

  it('split attention in two groups', () => {
    const exported = net(64);
    const { opaque, kinds } = familyFigures(
      exported.sketch(splitAttentionOf(exported, 'x', 64, 56, 2)),
    );
    expect({ opaque, gates: kinds.radixSoftmax }).toEqual({ opaque: [], gates: 1 });
  });

  it('an ECA gate is a convolution over the channels', () => {
    const exported = net(256);
    const mean = exported.reduce('ReduceMean', 'x', [2, 3], false);
    const line = exported.reshape(mean, 0, 1, -1);
    const kernel = exported.parameter('attn.conv.weight', 1, 1, 5);
    const y = exported.op('Conv', [line, kernel], {
      dilations: [1],
      group: 1,
      kernel_shape: [5],
      pads: [2, 2],
      strides: [1],
    });
    const gate = exported.reshape(exported.sigmoid(y), 0, -1, 1, 1);
    const size = exported.op('Shape', ['x']);
    const out = exported.mul('x', exported.op('Expand', [gate, size]));
    const sketch = exported.sketch(out);
    expect(familyLayers(sketch)).toEqual([
      'globalAvgPool2d[→ vector](x) 256',
      'reshape[1×256](1) 1×256',
      'reshape[1×256×1](2) 256×1×1',
      'conv2d[1 · 5×1 p2×0](3) 256×1×1, 5 params',
      'reshape[1×256](4) 1×256',
      'activation[sigmoid](5) 1×256',
      'reshape[256×1×1](6) 1×1×256',
      'multiply[](x, 7) 56×56×256',
    ]);
    expect(familyFigures(sketch)).toMatchObject({ opaque: [], macs: 256 * 5, field: '1 /1 gated' });
  });

  it('CBAM gates its channels with a mean and a maximum over the map, its positions with those over the channels', () => {
    const exported = net(64);
    const mlp = (pooled: string) => {
      const inner = exported.relu(exported.conv(pooled, 'channel.fc1', [64, 4], { bias: false }));
      return exported.conv(inner, 'channel.fc2', [4, 64], { bias: false });
    };
    const mean = mlp(exported.reduce('ReduceMean', 'x', [2, 3]));
    const most = mlp(exported.reduce('ReduceMax', 'x', [2, 3]));
    const gated = exported.mul('x', exported.sigmoid(exported.add(mean, most)));
    const maps = exported.concat(
      exported.reduce('ReduceMean', gated, [1]),
      exported.reduce('ReduceMax', gated, [1]),
    );
    const spatial = exported.convNorm(maps, ['spatial.conv', 'spatial.bn'], [2, 1], {
      kernel: 7,
      padding: 3,
    });
    const sketch = exported.sketch(exported.mul(gated, exported.sigmoid(spatial)));
    expect(familyFigures(sketch)).toMatchObject({
      opaque: [],
      notes: [],
      kinds: { channelPool: 2, globalAvgPool2d: 1, maxPool2d: 1, multiply: 2, concat: 1 },
      // The two 1×1 convolutions, used twice each: weights are not shared here. 2·7² taps; 2 of the norm.
      params: 2 * (64 * 4 + 4 * 64) + 2 * 49 + 2,
      shape: [64, 56, 56],
    });
  });

  it.each([
    ['a Constant', true],
    ['a stored tensor', false],
  ])(
    'a blurred stride (resnetblur) is a blur pool, its filter no parameter: as %s',
    (_how, literal) => {
      const exported = net(512);
      const row = [1, 2, 1, 2, 4, 2, 1, 2, 1].map((tap) => tap / 16);
      const values = Array.from({ length: 512 }, () => row).flat();
      const filter = literal
        ? exported.floats(values, [512, 1, 3, 3])
        : exported.stored('onnx::Conv_300', values, [512, 1, 3, 3]);
      const conv = exported.conv('x', 'conv2', [512, 512], { kernel: 3, padding: 1, bias: false });
      const padded = exported.pad(conv, [1, 1, 1, 1], 'reflect');
      const y = exported.convolve([padded, filter], [3, 3], { stride: 2, groups: 512 });
      const sketch = exported.sketch(y);
      expect(familyLayers(sketch)).toEqual([
        'conv2d[512 · 3×3 p1](x) 56×56×512, 2359296 params',
        'blurPool2d[3×3 /2 p1](1) 28×28×512',
      ]);
      expect(familyFigures(sketch)).toMatchObject({ opaque: [], notes: [], field: '5 /2' });
    },
  );

  it('squeezes and excites with linear layers as with convolutions', () => {
    const exported = net(32);
    const mean = exported.reduce('ReduceMean', 'x', [2, 3], false);
    const inner = exported.relu(exported.linear(mean, 'fc1', [32, 8]));
    const gate = exported.sigmoid(exported.linear(inner, 'fc2', [8, 32]));
    const y = exported.mul('x', exported.unsqueeze(gate, 2, 3));
    expect(familyFigures(exported.sketch(y))).toMatchObject({
      opaque: [],
      kinds: { globalAvgPool2d: 1, dense: 2, activation: 2, reshape: 1, multiply: 1 },
      params: 32 * 8 + 8 + 8 * 32 + 32,
      field: '1 /1 gated',
    });
  });

  it('a DPN block adds one part of its channels and appends the other', () => {
    const exported = net(80);
    const [kept, grown] = [exported.slice('x', 1, 0, 64), exported.slice('x', 1, 64, 80)];
    const block = exported.convNorm('x', ['c3', 'bn3'], [80, 80], {
      kernel: 3,
      padding: 1,
      groups: 2,
    });
    const sum = exported.add(kept, exported.slice(block, 1, 0, 64));
    const y = exported.concat(sum, exported.concat(grown, exported.slice(block, 1, 64, 80)));
    expect(familyFigures(exported.sketch(y))).toMatchObject({
      opaque: [],
      kinds: { slice: 4, add: 1, concat: 2, conv2d: 1, batchNorm: 1 },
      params: 80 * 40 * 9 + 2 * 80,
      shape: [96, 56, 56],
      field: '3 /1',
    });
  });
});
