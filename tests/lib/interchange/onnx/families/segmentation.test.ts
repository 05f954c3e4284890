import { describe, expect, it } from 'vitest';
import type { ConvSettings } from '@/tests/support/convSettings';
import { familyFigures } from '@/tests/support/family';
import { TorchExport } from '@/tests/support/torchExport';

/** torchvision's heads for segmentation: DeepLabV3, FCN and LR-ASPP, resized to sizes that the graph works out. */

const OPSETS = [9, 10, 11, 13, 18];
const CLASSES = 21;

const conv = (from: number, to: number, taps = 1) => from * to * taps + 2 * to;

describe.each(OPSETS)('from opset %i', (opset) => {
  /** A stand-in for the body: one convolution that makes what the head reads, 8 times smaller. */
  function body(channels: number) {
    const net = new TorchExport(opset, [3, 224, 224]);
    const settings = { kernel: 8, stride: 8, bias: false };
    return {
      net,
      features: net.conv('x', 'body', [3, channels], settings),
      own: 3 * channels * 64,
    };
  }

  function cbr(
    net: TorchExport,
    x: string,
    name: string,
    channels: readonly [number, number],
    settings?: ConvSettings,
  ): string {
    return net.relu(net.convNorm(x, [`${name}.0`, `${name}.1`], channels, settings));
  }

  it('DeepLabV3: dilated branches beside one that averages the whole map and is stretched again', () => {
    const { net, features, own } = body(2048);
    const branches = [
      cbr(net, features, 'classifier.0.convs.0', [2048, 256]),
      ...[12, 24, 36].map((dilation, index) =>
        cbr(net, features, `classifier.0.convs.${index + 1}`, [2048, 256], {
          kernel: 3,
          padding: dilation,
          dilation,
        }),
      ),
    ];
    const mean = cbr(net, net.globalAverage(features), 'classifier.0.convs.4', [2048, 256]);
    const joined = net.concat(...branches, net.resizeLike(mean, features));
    let x = cbr(net, joined, 'classifier.0.project', [5 * 256, 256]);
    x = cbr(net, x, 'classifier.1', [256, 256], { kernel: 3, padding: 1 });
    const scores = net.conv(x, 'classifier.4', [256, CLASSES]);
    expect(familyFigures(net.sketch(net.resizeLike(scores, 'x')))).toMatchObject({
      opaque: [],
      notes: [],
      kinds: {
        conv2d: 9,
        batchNorm: 7,
        activation: 7,
        globalAvgPool2d: 1,
        upsample2d: 2,
        concat: 1,
      },
      params:
        own +
        2 * conv(2048, 256) +
        3 * conv(2048, 256, 9) +
        conv(1280, 256) +
        conv(256, 256, 9) +
        (256 * CLASSES + CLASSES),
      shape: [CLASSES, 224, 224],
    });
  });

  it('FCN: two convolutions and a resize', () => {
    const { net, features, own } = body(2048);
    const x = cbr(net, features, 'classifier', [2048, 512], { kernel: 3, padding: 1 });
    const scores = net.conv(x, 'classifier.4', [512, CLASSES]);
    expect(familyFigures(net.sketch(net.resizeLike(scores, 'x')))).toMatchObject({
      opaque: [],
      notes: [],
      kinds: { conv2d: 3, batchNorm: 1, activation: 1, upsample2d: 1 },
      params: own + conv(2048, 512, 9) + (512 * CLASSES + CLASSES),
      shape: [CLASSES, 224, 224],
    });
  });

  it('LR-ASPP: a gate over the high map, stretched to the low one', () => {
    const { net, features: low, own } = body(40);
    const high = cbr(net, low, 'high', [40, 960], { kernel: 3, stride: 2, padding: 1 });
    const x = cbr(net, high, 'cbr', [960, 128]);
    const gate = net.sigmoid(
      net.conv(net.globalAverage(high), 'scale.1', [960, 128], { bias: false }),
    );
    const stretched = net.resizeLike(net.mul(x, gate), low);
    const sum = net.add(
      net.conv(low, 'low_classifier', [40, CLASSES]),
      net.conv(stretched, 'high_classifier', [128, CLASSES]),
    );
    expect(familyFigures(net.sketch(net.resizeLike(sum, 'x')))).toMatchObject({
      opaque: [],
      notes: [],
      kinds: {
        conv2d: 6,
        batchNorm: 2,
        activation: 3,
        globalAvgPool2d: 1,
        multiply: 1,
        upsample2d: 2,
        add: 1,
      },
      params:
        own +
        conv(40, 960, 9) +
        conv(960, 128) +
        960 * 128 +
        (40 * CLASSES + CLASSES) +
        (128 * CLASSES + CLASSES),
      shape: [CLASSES, 224, 224],
    });
  });
});
