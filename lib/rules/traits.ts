import { weightSize } from '@/lib/analysis/cost';
import { kindOf } from '@/lib/layers/catalogue';
import type { WeightSpec } from '@/lib/layers/kind';
import { channelCount, spatialSize, type TensorType } from '@/lib/tensor/tensorType';
import { effectiveKernel, type Window } from '@/lib/tensor/window';
import type { PlacedLayer } from './context';

/**
 * Questions that rules ask of a layer's facts, so that a new kind of layer is judged by what it
 * does and not by its name.
 */

export interface MapSize {
  readonly height: number;
  readonly width: number;
}

/** How a layer's window moves along each axis. */
export interface Windows {
  readonly height: Window;
  readonly width: Window;
}

/** A window that slides over a map and weighs what it sees. */
export interface Convolution extends Windows {
  /** Channels that arrive. */
  readonly channels: number;
  readonly filters: number;
  /** Channels that one filter reads. */
  readonly fanIn: number;
  readonly groups: number;
}

/** The convolution that a layer is: a window that does not pool, with a kernel of weights. */
export function convolutionOf({ report }: PlacedLayer): Convolution | undefined {
  const { reach, weights } = report.facts;
  if (reach.type !== 'window' || reach.pooling) return undefined;
  const kernel = weights.find(({ name }) => name === 'kernel');
  const [filters, fanIn] = kernel?.shape ?? [];
  const channels = report.inputs[0] && channelCount(report.inputs[0]);
  if (filters === undefined || fanIn === undefined || channels === undefined) return undefined;
  const { height, width } = reach;
  return { height, width, channels, filters, fanIn, groups: channels / fanIn };
}

/** Whether every channel is convolved on its own. */
export function isDepthwise({ fanIn, groups }: Convolution): boolean {
  return fanIn === 1 && groups > 1;
}

/** Whether the window is a single position, so that only channels are mixed. */
export function isPointwise({ height, width }: Convolution): boolean {
  return height.kernel === 1 && width.kernel === 1;
}

/** Whether the window covers the whole map at once: a dense layer in the form of a convolution. */
export function coversMap({ report }: PlacedLayer, { height, width }: Convolution): boolean {
  const map = mapOf(report.inputs[0]);
  const output = mapOf(report.facts.outputs[0]);
  return (
    map !== undefined &&
    output?.height === 1 &&
    output.width === 1 &&
    effectiveKernel(height) >= map.height &&
    effectiveKernel(width) >= map.width
  );
}

/** Whether the layer multiplies what comes in by a matrix of weights: convolutions, dense layers. */
export function isLinearMap({ report }: PlacedLayer): boolean {
  return (report.facts.macs ?? 0) > 0;
}

/** Whether values pass through unchanged at inference: views and dropout, but not the ends of the network. */
export function passesOn(layer: PlacedLayer): boolean {
  return layer.report.facts.viewing !== 'never' && !isPort(layer);
}

/** Whether data enters or leaves the network here. */
export function isPort({ node }: PlacedLayer): boolean {
  return kindOf(node).group === 'Ports';
}

/** Whether the layer is a function of each value alone, or the softmax. */
export function isActivation({ node }: PlacedLayer): boolean {
  return kindOf(node).group === 'Activation';
}

/** The windows of a layer that picks the largest value under them. */
export function maxPoolOf({ report }: PlacedLayer): Windows | undefined {
  const { reach, saved } = report.facts;
  if (reach.type !== 'window' || !reach.pooling) return undefined;
  return saved.some((kept) => kept.of === 'own' && kept.what === 'indices') ? reach : undefined;
}

/** Whether a window makes the map smaller by its stride. */
export function isDownsampling({ height, width }: Windows): boolean {
  return height.stride > 1 || width.stride > 1;
}

/** Whether the layer keeps the largest value under each window and makes the map smaller by it. */
export function isDownsamplingPool(layer: PlacedLayer): boolean {
  const pool = maxPoolOf(layer);
  return pool !== undefined && isDownsampling(pool);
}

/** Height and width of a tensor that is a feature map. */
export function mapOf(type: TensorType | undefined): MapSize | undefined {
  return type && spatialSize(type);
}

/** The weight of a layer with this name. */
export function weightOf({ report }: PlacedLayer, name: string): WeightSpec | undefined {
  return report.facts.weights.find((weight) => weight.name === name);
}

/** Learned values in the weight of this name; 0 where there is none. */
export function valuesIn(layer: PlacedLayer, name: string): number {
  const weight = weightOf(layer, name);
  return weight ? weightSize(weight) : 0;
}
