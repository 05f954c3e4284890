import { channelAxis, spatialSize, type TensorType } from '@/lib/tensor/tensorType';
import { type Rounding, samePadding, type Window, windowLength } from '@/lib/tensor/window';
import type { Call, Problem, Reach } from './kind';
import type { Edges, Padding, Pair } from './params';
import { tooSmall, wrongRank } from './problems';

/** The parameters that convolutions and pools share. */
export interface WindowParams {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly dilation?: Pair;
  readonly padding: Padding;
}

/** A window on a map: how it moves along each axis and how many positions it takes. */
export interface Slide {
  readonly channels: number;
  readonly height: Window;
  readonly width: Window;
  readonly rows: number;
  readonly columns: number;
}

/** Slides a layer's window over its input, or tells why it cannot. SPEC L1 to L3. */
export function slide(
  layer: string,
  params: WindowParams,
  source: TensorType | undefined,
  rounding: Rounding = 'floor',
): Slide | Problem {
  const map = requireMap(layer, source);
  if (isProblem(map)) return map;
  const { height, width } = windowsOf(params, map);
  const rows = windowLength(map.height, height, rounding);
  const columns = windowLength(map.width, width, rounding);
  if (rows <= 0 || columns <= 0) return tooSmall(map, height, width);
  return { channels: map.channels, height, width, rows, columns };
}

/** How far a window looks that weighs what it sees; what does not fit is dropped at the far end. */
export function windowReach({ height, width }: Pick<Slide, 'height' | 'width'>): Reach {
  return { type: 'window', height, width, pooling: false, rounding: 'floor' };
}

export interface MapSize {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** The size of a channels-first feature map, or the problem that the input is none. */
export function requireMap(layer: string, source: TensorType | undefined): MapSize | Problem {
  const space = source && spatialSize(source);
  if (source?.layout === 'chw' && space) return { channels: source.shape[0] ?? 0, ...space };
  return wrongRank(layer, 'a feature map (height × width × channels)', source);
}

export function isProblem(value: object): value is Problem {
  return 'code' in value;
}

/** The window of each axis on a map of the given size, with `same` resolved to pixels. */
export function windowsOf(
  params: WindowParams,
  size: { readonly height: number; readonly width: number },
): { readonly height: Window; readonly width: Window } {
  return {
    height: axisWindow(params, 0, size.height),
    width: axisWindow(params, 1, size.width),
  };
}

function axisWindow(params: WindowParams, axis: 0 | 1, size: number): Window {
  const taps = {
    kernel: params.kernel[axis],
    stride: params.stride[axis],
    dilation: params.dilation ? params.dilation[axis] : 1,
  };
  return { ...taps, ...axisPadding(params.padding, axis, size, taps) };
}

/** The padding of an axis of so many positions, `same` resolved for a window. */
export function axisPadding(
  padding: Padding,
  axis: 0 | 1,
  size: number,
  { kernel, stride, dilation }: Pick<Window, 'kernel' | 'stride' | 'dilation'>,
): Pick<Window, 'padLow' | 'padHigh'> {
  if (padding === 'valid') return { padLow: 0, padHigh: 0 };
  if (padding === 'same') {
    const { low, high } = samePadding(size, kernel, stride, dilation);
    return { padLow: low, padHigh: high };
  }
  return axis === 0
    ? { padLow: padding.top, padHigh: padding.bottom }
    : { padLow: padding.left, padHigh: padding.right };
}

/** `3×3`, then stride, dilation and padding where they are not the usual ones. */
export function windowDigest(params: WindowParams): string {
  const parts = [params.kernel.join('×')];
  if (!isPair(params.stride, 1)) parts.push(`/${shortPair(params.stride)}`);
  if (params.dilation && !isPair(params.dilation, 1)) parts.push(`d${shortPair(params.dilation)}`);
  const edges = paddingText(params.padding);
  if (edges) parts.push(edges);
  return parts.join(' ');
}

export function isPair([height, width]: Pair, value: number): boolean {
  return height === value && width === value;
}

function shortPair([height, width]: Pair): string {
  return height === width ? `${height}` : `${height}×${width}`;
}

/** `same`, nothing for no padding, `p1` for one pixel at every edge, else each edge. */
function paddingText(padding: Padding): string {
  if (padding === 'same') return 'same';
  if (padding === 'valid') return '';
  const { top, bottom, left, right } = padding;
  if (top !== bottom || left !== right) return `p${top},${bottom},${left},${right}`;
  if (top === 0 && left === 0) return '';
  return `p${shortPair([top, left])}`;
}

/**
 * Writes a windowed layer for Keras, which knows `same` and `valid` only: other paddings become a
 * ZeroPadding2D before the layer. `make` receives the word that is left.
 */
export function kerasPadded(
  padding: Padding,
  make: (padding: 'same' | 'valid') => Call,
): readonly Call[] {
  if (padding === 'same' || padding === 'valid') return [make(padding)];
  if (isUnpadded(padding)) return [make('valid')];
  return [kerasZeroPadding(padding), make('valid')];
}

export function kerasZeroPadding({ top, bottom, left, right }: Edges): Call {
  const padding = [
    [top, bottom],
    [left, right],
  ];
  return { name: 'zeroPadding2d', args: { padding } };
}

/**
 * Writes a windowed layer for PyTorch, which pads both sides of an axis alike: other paddings
 * become a ZeroPad2d before the layer. `make` receives the padding that is left.
 */
export function torchPadded(
  params: WindowParams,
  inputs: readonly TensorType[],
  make: (padding: number | Pair) => Call,
): readonly Call[] {
  const { top, bottom, left, right } = resolvedEdges(params, inputs);
  if (top === bottom && left === right) return [make(torchPair([top, left]))];
  const pad: Call = { name: 'nn.ZeroPad2d', args: { padding: [left, right, top, bottom] } };
  return [pad, make(0)];
}

/** The lowest value of a 32-bit float: padding that never is the largest under a window. */
const LOWEST = -3.4028234663852886e38;

/** The same for a max pool, whose padding never wins and in PyTorch may be half a window at most. */
export function torchMaxPadded(
  params: WindowParams,
  inputs: readonly TensorType[],
  make: (padding: number | Pair) => Call,
): readonly Call[] {
  const { top, bottom, left, right } = resolvedEdges(params, inputs);
  const even = top === bottom && left === right;
  if (even && 2 * top <= params.kernel[0] && 2 * left <= params.kernel[1])
    return [make(torchPair([top, left]))];
  const padding = [left, right, top, bottom];
  return [{ name: 'nn.ConstantPad2d', args: { padding, value: LOWEST } }, make(0)];
}

/** Padding in pixels at the size of the first input. */
export function resolvedEdges(params: WindowParams, inputs: readonly TensorType[]): Edges {
  const size = (inputs[0] && spatialSize(inputs[0])) ?? { height: 1, width: 1 };
  const { height, width } = windowsOf(params, size);
  return { top: height.padLow, bottom: height.padHigh, left: width.padLow, right: width.padHigh };
}

export function isUnpadded({ top, bottom, left, right }: Edges): boolean {
  return top === 0 && bottom === 0 && left === 0 && right === 0;
}

/** The channel axis of a tensor as PyTorch counts it, behind the batch; the last axis where none is known. */
export function torchChannelDim(type: TensorType): number {
  const axis = channelAxis(type);
  return axis === undefined ? -1 : axis + 1;
}

/** A pair as PyTorch programmers write it: one number when both are equal. */
export function torchPair(pair: Pair): number | Pair {
  return pair[0] === pair[1] ? pair[0] : pair;
}
