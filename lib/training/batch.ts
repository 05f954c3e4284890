import { type DatasetInfo, type ImageSet, imageSize } from './datasets/dataset';
import type { Scaling } from './datasets/scaling';
import type { Tensor, Tensor4D, TensorFlow } from './tensorflow';

/** Images of one step with their labels, ready for the model; to be disposed after it. */
export interface Batch {
  readonly images: Tensor4D;
  /** One row an image, 1 at its class. */
  readonly labels: Tensor;
  readonly count: number;
  dispose(): void;
}

/** The images at the given places of a set, scaled. */
export function makeBatch(
  tf: TensorFlow,
  info: DatasetInfo,
  set: ImageSet,
  scaling: Scaling,
  places: Uint32Array,
): Batch {
  const count = places.length;
  const size = imageSize(info);
  const classes = info.classes.length;
  const values = new Float32Array(count * size);
  const labels = new Float32Array(count * classes);
  const { mean, deviation } = scaling;
  for (let index = 0; index < count; index++) {
    const place = places[index] ?? 0;
    const from = place * size;
    const to = index * size;
    for (let offset = 0; offset < size; offset++) {
      const channel = offset % info.channels;
      values[to + offset] =
        ((set.pixels[from + offset] ?? 0) - (mean[channel] ?? 0)) / (deviation[channel] ?? 1);
    }
    labels[index * classes + (set.labels[place] ?? 0)] = 1;
  }
  const images = tf.tensor4d(values, [count, info.height, info.width, info.channels]);
  const wanted = tf.tensor2d(labels, [count, classes]);
  return {
    images,
    labels: wanted,
    count,
    dispose() {
      images.dispose();
      wanted.dispose();
    },
  };
}
