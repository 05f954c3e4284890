import { type Random, randomOf, shuffled } from '../random';
import {
  type Dataset,
  type DatasetInfo,
  type ImageSet,
  imageSize,
  type SplitSizes,
} from './dataset';

/** Draws one image of a class into `pixels`, which is zero and as long as an image has values. */
export type DrawImage = (label: number, random: Random, pixels: Uint8Array) => void;

const LABELS = 0;
const IMAGES = 1;

/**
 * Draws both parts of a data set. Every image has a stream of its own, so that image 17 is the same
 * whatever comes before it; the streams of the two parts differ. Classes come equally often.
 */
export function drawDataset(
  info: DatasetInfo,
  draw: DrawImage,
  seed: number,
  sizes: SplitSizes,
): Dataset {
  return {
    info,
    training: drawPart(info, draw, seed, 0, sizes.training),
    validation: drawPart(info, draw, seed, 1, sizes.validation),
  };
}

function drawPart(
  info: DatasetInfo,
  draw: DrawImage,
  seed: number,
  part: number,
  count: number,
): ImageSet {
  const size = imageSize(info);
  const pixels = new Uint8Array(count * size);
  const labels = balancedLabels(count, info.classes.length, randomOf(seed, part, LABELS));
  for (let index = 0; index < count; index++) {
    const image = pixels.subarray(index * size, (index + 1) * size);
    draw(labels[index] ?? 0, randomOf(seed, part, IMAGES, index), image);
  }
  return { count, pixels, labels };
}

/** Every class as often as the next, up to one, in random order. */
function balancedLabels(count: number, classes: number, random: Random): Uint8Array {
  return Uint8Array.from(shuffled(count, random), (place) => place % classes);
}
