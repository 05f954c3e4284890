import type { LayerGraph } from '@/lib/graph/graph';
import { evenEdges } from '@/lib/layers/params';
import type { GraphBuilder, Tap } from '@/lib/templates/builder';
import { imageNetwork } from '@/lib/templates/imageNetwork';
import { addSteps, conv, dense, MEAN, NORM, RELU, type Step } from './chained';

/** Published designs of families that the measured networks do not cover. */

/** U-Net (Ronneberger et al. 2015) with padding, two levels deep. */
export function uNet(): LayerGraph {
  const pair = (filters: number) => [conv(filters), RELU, conv(filters), RELU] as const;
  return imageNetwork([128, 128, 3], 'unspecified', (net, image) => {
    const fine = addSteps(net, image, ...pair(64));
    const middle = addSteps(net, fine, ['maxPool2d'], ...pair(128));
    const coarse = addSteps(net, middle, ['maxPool2d'], ...pair(256));
    const up = (filters: number, below: Tap, skip: Tap) => {
      const raised = addSteps(net, below, ['convTranspose2d', { filters, kernel: [2, 2] }]);
      return addSteps(net, addJoin(net, 'concat', skip, raised), ...pair(filters));
    };
    return addSteps(net, up(64, up(128, coarse, middle), fine), conv(2, 1));
  });
}

/** ConvNeXt (Liu et al. 2022) with one block a stage, without the scales at the ends of its branches. */
export function convNeXt(): LayerGraph {
  const block = (net: GraphBuilder, width: number, from: Tap) => {
    const branch = addSteps(
      net,
      from,
      ['depthwiseConv2d', { kernel: [7, 7] }],
      ['layerNorm'],
      conv(4 * width, 1),
      ['activation', { function: 'gelu' }],
      conv(width, 1),
    );
    return addJoin(net, 'add', branch, from);
  };
  return imageNetwork([224, 224, 3], 'logits', (net, image) => {
    let last = addSteps(net, image, conv(96, 4, { stride: [4, 4] }), ['layerNorm']);
    for (const width of [96, 192, 384, 768]) {
      const halve: readonly Step[] = [['layerNorm'], conv(width, 2, { stride: [2, 2] })];
      last = block(net, width, width === 96 ? last : addSteps(net, last, ...halve));
    }
    return addSteps(net, last, MEAN, ['layerNorm'], dense(1000));
  });
}

/** The generator of DCGAN (Radford et al. 2015) for images of 64 pixels. */
export function dcganGenerator(): LayerGraph {
  const up = (filters: number, first = false): Step => [
    'convTranspose2d',
    {
      filters,
      stride: first ? [1, 1] : [2, 2],
      padding: first ? 'valid' : evenEdges(1),
      bias: false,
    },
  ];
  return imageNetwork([1, 1, 100], 'unspecified', (net, noise) =>
    addSteps(
      net,
      noise,
      ...[512, 256, 128, 64].flatMap((filters, level) => [up(filters, level === 0), NORM, RELU]),
      up(3),
      ['activation', { function: 'tanh' }],
    ),
  );
}

/** The discriminator of DCGAN for images of 64 pixels. */
export function dcganDiscriminator(): LayerGraph {
  const leaky: Step = ['activation', { function: 'leakyRelu', slope: 0.2 }];
  const down = (filters: number) =>
    conv(filters, 4, { stride: [2, 2], padding: evenEdges(1), bias: false });
  return imageNetwork([64, 64, 3], 'probabilities', (net, image) =>
    addSteps(
      net,
      image,
      down(64),
      leaky,
      ...[128, 256, 512].flatMap((filters) => [down(filters), NORM, leaky]),
      conv(1, 4, { padding: 'valid', bias: false }),
      ['activation', { function: 'sigmoid' }],
    ),
  );
}

/** A residual network with norm and activation before each convolution (He et al. 2016), for CIFAR. */
export function preActivation(): LayerGraph {
  const unit = (filters: number, stride = 1): readonly Step[] => [
    NORM,
    RELU,
    conv(filters, 3, { stride: [stride, stride], padding: evenEdges(1), bias: false }),
  ];
  const block = (net: GraphBuilder, filters: number, stride: number, from: Tap) => {
    if (stride === 1)
      return addJoin(net, 'add', addSteps(net, from, ...unit(filters), ...unit(filters)), from);
    const ready = addSteps(net, from, NORM, RELU);
    const [, , strided] = unit(filters, stride);
    const main = addSteps(net, ready, ...(strided ? [strided] : []), ...unit(filters));
    const side = addSteps(net, ready, conv(filters, 1, { stride: [stride, stride], bias: false }));
    return addJoin(net, 'add', main, side);
  };
  return imageNetwork([32, 32, 3], 'logits', (net, image) => {
    let last = addSteps(net, image, conv(16, 3, { bias: false }));
    for (const [level, filters] of [16, 32, 64].entries()) {
      last = block(net, filters, level === 0 ? 1 : 2, last);
      last = block(net, filters, 1, last);
    }
    return addSteps(net, last, NORM, RELU, MEAN, dense(10));
  });
}

function addJoin(net: GraphBuilder, kind: 'add' | 'concat', ...taps: readonly Tap[]): Tap {
  return net.add(kind, kind, {}, ...taps);
}
