import { trainable } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { number, toggle } from '../params';
import { kerasPadded, torchPadded, torchPair } from '../windowed';
import { conv2d } from './conv2d';

/**
 * A convolution whose filters are standardised before they are used: each to mean 0 and variance 1
 * (BiT), or scaled besides by a learned gain and 1/√fan-in (NFNet). What it costs to standardise
 * them is once for a whole batch, and counted nowhere.
 */
export const stdConv2d = defineKind({
  kind: 'stdConv2d',
  title: 'Standardised conv 2D',
  short: 'StdConv',
  group: 'Convolution',
  summary: 'A convolution that brings each of its filters to mean 0 and variance 1 first.',
  arity: SINGLE,
  params: conv2d.params.extend({
    scaled: toggle('Scaled', true, 'Learns a gain for each filter, and divides by √fan-in.'),
    epsilon: number('Epsilon', 1e-6, [0, 1], 'Added to the variance of a filter.'),
  }),
  infer(params, inputs) {
    const inferred = conv2d.infer(params, inputs);
    if (!inferred.ok) return inferred;
    const { facts } = inferred;
    const [kernel] = facts.weights;
    const values = kernel?.shape.reduce((product, size) => product * size, 1) ?? 0;
    const { filters, scaled } = params;
    return {
      ok: true,
      facts: {
        ...facts,
        weights: scaled ? [...facts.weights, trainable('gain', filters)] : facts.weights,
        saved: [
          ...facts.saved,
          {
            of: 'own',
            what: 'statistics',
            elements: values + (scaled ? 3 : 2) * filters,
            perSample: false,
            dtype: 'float32',
          },
        ],
      },
    };
  },
  working(params, facts, inputs) {
    const working = conv2d.working(params, facts, inputs);
    return { ...working, weightAxes: { ...working.weightAxes, gain: ['filters'] } };
  },
  digest: (params) => conv2d.digest(params),
  emit: {
    keras: (params) =>
      kerasPadded(params.padding, (padding) => ({
        name: 'standardizedConv2d',
        args: {
          filters: params.filters,
          kernelSize: params.kernel,
          strides: params.stride,
          padding,
          dilationRate: params.dilation,
          groups: params.groups,
          useBias: params.bias,
          scaled: params.scaled,
          epsilon: params.epsilon,
        },
      })),
    torch: (params, _facts, inputs) =>
      torchPadded(params, inputs, (padding) => ({
        name: params.scaled ? 'ScaledStdConv2d' : 'StdConv2d',
        args: {
          [params.scaled ? 'in_channels' : 'in_channel']: inputs[0]?.shape[0],
          out_channels: params.filters,
          kernel_size: torchPair(params.kernel),
          stride: torchPair(params.stride),
          padding,
          dilation: torchPair(params.dilation),
          groups: params.groups,
          bias: params.bias,
          eps: params.epsilon,
        },
      })),
  },
});
