/**
 * How the axes of a tensor are to be read. The batch axis is never part of a shape.
 *
 * - `chw`: a feature map, channels first
 * - `hwc`: a feature map, channels last
 * - `flat`: a vector of features
 * - `other`: no known meaning; nothing spatial can be said about it
 */
export type Layout = 'chw' | 'hwc' | 'flat' | 'other';

/** What flows along an edge: the size of one sample, and the meaning of its axes. */
export interface TensorType {
  readonly shape: readonly number[];
  readonly layout: Layout;
}

/** A feature map of `channels` maps of `height` x `width`, channels first. */
export function featureMap(channels: number, height: number, width: number): TensorType {
  return { shape: [channels, height, width], layout: 'chw' };
}

/** A vector of `features` values. */
export function vector(features: number): TensorType {
  return { shape: [features], layout: 'flat' };
}

/** Number of values in one sample. */
export function elementCount(type: TensorType): number {
  let count = 1;
  for (const size of type.shape) count *= size;
  return count;
}

/** Index of the channel (feature) axis in `shape`, or undefined where no axis has that meaning. */
export function channelAxis(type: TensorType): number | undefined {
  if (type.layout === 'chw' || type.layout === 'flat') return 0;
  if (type.layout === 'hwc') return 2;
  return undefined;
}

/** Number of channels of a feature map or features of a vector; undefined where no axis has that meaning. */
export function channelCount(type: TensorType): number | undefined {
  const axis = channelAxis(type);
  return axis === undefined ? undefined : type.shape[axis];
}

/** The same tensor with another number of channels. Only for types that have a channel axis. */
export function withChannels(type: TensorType, channels: number): TensorType {
  const axis = channelAxis(type);
  return {
    ...type,
    shape: type.shape.map((size, index) => (index === axis ? channels : size)),
  };
}

/** Height and width of a feature map; undefined for vectors and tensors of no known meaning. */
export function spatialSize(
  type: TensorType,
): { readonly height: number; readonly width: number } | undefined {
  const [a, b, c] = type.shape;
  if (a === undefined || b === undefined || c === undefined) return undefined;
  if (type.layout === 'chw') return { height: b, width: c };
  if (type.layout === 'hwc') return { height: a, width: b };
  return undefined;
}

export function sameType(a: TensorType, b: TensorType): boolean {
  return (
    a.layout === b.layout &&
    a.shape.length === b.shape.length &&
    a.shape.every((size, index) => size === b.shape[index])
  );
}

/**
 * A shape as people write it: feature maps as height x width x channels whatever the layout in
 * memory (`112×112×64`), vectors as one number.
 */
export function describeType(type: TensorType): string {
  const space = spatialSize(type);
  if (space) return `${space.height}×${space.width}×${channelCount(type)}`;
  return type.shape.length === 0 ? 'scalar' : type.shape.join('×');
}
