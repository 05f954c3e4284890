import { spatialSize, type TensorType } from '@/lib/tensor/tensorType';
import { layer, layers, opaque, type Plan, step } from '../../plan';
import { intOf } from '../attributes';
import { axesAt, namedAxes } from '../fold/axes';
import type { NodeProto } from '../onnx_pb';
import { dimsOf, type Scope } from '../scope';
import type { Translator } from '../translator';
import { slidingWindow } from './slidingWindow';

/** Pools, over windows and over the whole map; means over height and width are pools too. */
export const pooling = {
  MaxPool: (node, scope) => {
    const window = slidingWindow(node, scope);
    if (!window.ok) return opaque(window.error);
    const ceilMode = intOf(node, 'ceil_mode') === 1;
    return layer('maxPool2d', { ...window.value, ceilMode }, node.input[0] ?? '');
  },
  AveragePool: (node, scope) => averagePool(node, scope),
  GlobalAveragePool: (node) => layer('globalAvgPool2d', { keepMap: true }, node.input[0] ?? ''),
  GlobalMaxPool: (node, scope) => globalMaxPool(node, scope, true),
  ReduceMean: (node, scope) => {
    if (reducesChannels(node, scope)) return channelPool(node, 'mean');
    if (!reducesMap(node, scope)) return opaque('It takes a mean that is not one over each map.');
    const keepMap = intOf(node, 'keepdims') !== 0;
    return layer('globalAvgPool2d', { keepMap }, node.input[0] ?? '');
  },
  ReduceMax: (node, scope) => {
    if (reducesChannels(node, scope)) return channelPool(node, 'max');
    return reducesMap(node, scope)
      ? globalMaxPool(node, scope, intOf(node, 'keepdims') !== 0)
      : opaque('It takes a maximum that is not one over each map.');
  },
} as const satisfies Record<string, Translator>;

/** An AveragePool as a layer. */
export function averagePool(node: NodeProto, scope: Scope): Plan {
  const window = slidingWindow(node, scope);
  if (!window.ok) return opaque(window.error);
  const { dilation, ...rest } = window.value;
  if (dilation[0] !== 1 || dilation[1] !== 1) return opaque('Its window has gaps.');
  const countPadding = rest.padding === 'valid' || intOf(node, 'count_include_pad') === 1;
  const ceilMode = intOf(node, 'ceil_mode') === 1;
  return layer('avgPool2d', { ...rest, ceilMode, countPadding }, node.input[0] ?? '');
}

function globalMaxPool(node: NodeProto, scope: Scope, keepMap: boolean): Plan {
  const [input = ''] = node.input;
  const type = scope.typeOf(input);
  const size = mapSize(type);
  if (!size) return opaque('It takes a maximum over a map whose size is not known.');
  const kernel: [number, number] = [size.height, size.width];
  const pool = step('maxPool2d', { kernel, stride: kernel }, input);
  return keepMap ? layers([pool]) : layers([pool, step('flatten', {}, { step: 0, port: 0 })]);
}

function channelPool(node: NodeProto, pool: 'mean' | 'max'): Plan {
  return layer('channelPool', { function: pool }, node.input[0] ?? '');
}

/** Whether a reduction runs over the channels of a map and keeps them as one. */
function reducesChannels(node: NodeProto, scope: Scope): boolean {
  const [input, axesInput] = node.input;
  const named = namedAxes(node, scope.constantOf(axesInput));
  const isMap = scope.typeOf(input)?.layout === 'chw';
  const axes = named && axesAt(named, 4);
  return isMap && axes?.join() === '1' && intOf(node, 'keepdims') !== 0;
}

function mapSize(type: TensorType | undefined) {
  return type?.layout === 'chw' ? spatialSize(type) : undefined;
}

/** Whether the axes of a reduction are height and width, of a map with channels first. */
export function reducesMap(node: NodeProto, scope: Scope): boolean {
  const [input, axesInput] = node.input;
  const named = namedAxes(node, scope.constantOf(axesInput));
  const type = scope.typeOf(input);
  const rank = dimsOf(scope, input)?.length ?? 4;
  const axes = named && axesAt(named, rank);
  return axes?.join() === '2,3' && rank === 4 && (!type || type.layout === 'chw');
}
