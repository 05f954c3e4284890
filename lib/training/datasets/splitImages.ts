import { randomOf, shuffled } from '../random';
import { type DatasetInfo, type ImageSet, imageSize, selectImages } from './dataset';

const VALIDATION_SHARE = 1 / 6;
const SEED = 20;

/**
 * Holds every sixth image back, picked at random but always the same ones: for files that come
 * without a test part.
 */
export function splitImages(
  info: DatasetInfo,
  images: ImageSet,
): { readonly training: ImageSet; readonly validation: ImageSet } {
  const order = shuffled(images.count, randomOf(SEED));
  const held = Math.max(1, Math.round(images.count * VALIDATION_SHARE));
  const size = imageSize(info);
  return {
    validation: selectImages(images, size, order.subarray(0, held)),
    training: selectImages(images, size, order.subarray(held)),
  };
}
