/** Steps of an epoch: full batches, or one that is not full where there are too few images for one. */
export function stepsPerEpoch(images: number, batch: number): number {
  return Math.max(1, Math.floor(images / batch));
}
