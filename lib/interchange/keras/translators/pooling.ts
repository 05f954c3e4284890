import { spatialSize } from '@/lib/tensor/tensorType';
import { layers, opaque, type Plan, step } from '../../plan';
import type { KerasTranslator, LayerCall } from '../layerCall';
import { pairAt, switchAt } from '../settings';
import { windowOf, wrongOrder } from './convolution';

/** Pools. Padding never counts in Keras' averages. */
export const pooling = {
  MaxPooling2D: (call) => pool(call, 'maxPool2d'),
  MaxPool2D: (call) => pool(call, 'maxPool2d'),
  AveragePooling2D: (call) => pool(call, 'avgPool2d'),
  AvgPool2D: (call) => pool(call, 'avgPool2d'),
  GlobalAveragePooling2D: (call) => globalAverage(call),
  GlobalAvgPool2D: (call) => globalAverage(call),
  GlobalMaxPooling2D: (call) => globalMaximum(call),
  GlobalMaxPool2D: (call) => globalMaximum(call),
} as const satisfies Record<string, KerasTranslator>;

function pool(call: LayerCall, kind: 'maxPool2d' | 'avgPool2d'): Plan {
  const size = pairAt(call.config, 'pool_size') ?? [2, 2];
  const strides = pairAt(call.config, 'strides') ?? size;
  const config = { ...call.config, kernel_size: size, strides };
  const window = windowOf({ ...call, config });
  if (typeof window === 'string') return opaque(window);
  const { dilation: _none, ...params } = window;
  const [source = ''] = call.sources;
  return layers([
    kind === 'maxPool2d'
      ? step(kind, params, source)
      : step(kind, { ...params, countPadding: false }, source),
  ]);
}

function globalAverage(call: LayerCall): Plan {
  const order = wrongOrder(call);
  if (order) return opaque(order);
  const keepMap = switchAt(call.config, 'keepdims', false);
  return layers([step('globalAvgPool2d', { keepMap }, call.sources[0] ?? '')]);
}

/** The largest value of each channel: a max pool as large as the map. */
function globalMaximum(call: LayerCall): Plan {
  const order = wrongOrder(call);
  const [type] = call.inputs;
  const size = type && spatialSize(type);
  if (order || !size) return opaque(order ?? 'The size of its input is not known.');
  const kernel: [number, number] = [size.height, size.width];
  const pooled = step('maxPool2d', { kernel, stride: kernel }, call.sources[0] ?? '');
  const keepMap = switchAt(call.config, 'keepdims', false);
  return layers(keepMap ? [pooled] : [pooled, step('flatten', {}, { step: 0, port: 0 })]);
}
