import type { DatasetInfo, ImageSet } from './dataset';

/** Makes bytes into numbers of mean 0 and standard deviation 1, channel by channel. */
export interface Scaling {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

const FLAT = 1e-6;

/** The scaling that a set of images asks for; taken from the images that are learned from, used for all. */
export function scalingOf({ channels }: DatasetInfo, { pixels }: ImageSet): Scaling {
  const sums = new Float64Array(channels);
  const squares = new Float64Array(channels);
  for (let place = 0; place < pixels.length; place++) {
    const channel = place % channels;
    const value = pixels[place] ?? 0;
    sums[channel] = (sums[channel] ?? 0) + value;
    squares[channel] = (squares[channel] ?? 0) + value * value;
  }
  const count = Math.max(1, pixels.length / channels);
  const mean = Array.from(sums, (sum) => sum / count);
  const deviation = Array.from(squares, (sum, channel) => {
    const centre = mean[channel] ?? 0;
    const spread = Math.sqrt(Math.max(0, sum / count - centre * centre));
    return spread > FLAT ? spread : 1;
  });
  return { mean, deviation };
}
