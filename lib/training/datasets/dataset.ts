import { invariant } from '@/lib/invariant';

/** What is known of a collection of labelled images before any of them is there. */
export interface DatasetInfo {
  readonly id: string;
  readonly title: string;
  /** One sentence: what is on the images and where they come from. */
  readonly summary: string;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Names of the classes; a label is a place in this list. */
  readonly classes: readonly string[];
}

/** Images of one size with their labels. */
export interface ImageSet {
  readonly count: number;
  /** One byte a value, image after image, rows of pixels, the channels of a pixel side by side. */
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/** Images to learn from and others to check on; no image is in both. */
export interface Dataset {
  readonly info: DatasetInfo;
  readonly training: ImageSet;
  readonly validation: ImageSet;
}

/** Images of each part. */
export interface SplitSizes {
  readonly training: number;
  readonly validation: number;
}

/** A data set that is drawn, not downloaded. */
export interface GeneratedDataset {
  readonly info: DatasetInfo;
  /** The same images for the same seed and sizes, everywhere. */
  generate(seed: number, sizes: SplitSizes): Dataset;
}

/** Values of one image. */
export function imageSize({
  height,
  width,
  channels,
}: Pick<DatasetInfo, 'height' | 'width' | 'channels'>): number {
  return height * width * channels;
}

/** The images at the given places, in that order. */
export function selectImages(set: ImageSet, size: number, places: ArrayLike<number>): ImageSet {
  const count = places.length;
  const pixels = new Uint8Array(count * size);
  const labels = new Uint8Array(count);
  for (let index = 0; index < count; index++) {
    const place = places[index] ?? 0;
    invariant(place < set.count, `image ${place} of ${set.count}`);
    pixels.set(set.pixels.subarray(place * size, (place + 1) * size), index * size);
    labels[index] = set.labels[place] ?? 0;
  }
  return { count, pixels, labels };
}
