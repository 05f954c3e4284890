import { describe, expect, it } from 'vitest';
import { type Dataset, type ImageSet, imageSize } from '@/lib/training/datasets/dataset';
import { GENERATED_DATASETS } from '@/lib/training/datasets/generatedDatasets';
import { scalingOf } from '@/lib/training/datasets/scaling';

const SIZES = { training: 1000, validation: 300 };

function images({ pixels, count }: ImageSet): readonly string[] {
  const size = pixels.length / count;
  return Array.from({ length: count }, (_, index) =>
    Buffer.from(pixels.subarray(index * size, (index + 1) * size)).toString('base64'),
  );
}

/** Compares byte by byte, in a moment. */
function sameImages(a: ImageSet, b: ImageSet): boolean {
  return Buffer.compare(a.pixels, b.pixels) === 0 && Buffer.compare(a.labels, b.labels) === 0;
}

/** Share of the validation images that are nearest to the mean image of their class. */
function nearestMean({ info, training, validation }: Dataset): number {
  const size = imageSize(info);
  const means = info.classes.map(() => new Float64Array(size));
  const counts = info.classes.map(() => 0);
  for (const [index, label] of training.labels.entries()) {
    counts[label] = (counts[label] ?? 0) + 1;
    const mean = means[label];
    for (let place = 0; mean && place < size; place++)
      mean[place] = (mean[place] ?? 0) + (training.pixels[index * size + place] ?? 0);
  }
  let right = 0;
  for (const [index, label] of validation.labels.entries()) {
    const distances = means.map((mean, each) =>
      mean.reduce((sum, value, place) => {
        const difference =
          (validation.pixels[index * size + place] ?? 0) - value / (counts[each] ?? 1);
        return sum + difference * difference;
      }, 0),
    );
    if (distances.indexOf(Math.min(...distances)) === label) right++;
  }
  return right / validation.count;
}

describe.each(GENERATED_DATASETS)('the drawn data set $info.id', (dataset) => {
  const data = dataset.generate(1, SIZES);
  const { info, training, validation } = data;

  it('has as many images as were asked for, of the size that it states', () => {
    expect([training.count, validation.count]).toEqual([SIZES.training, SIZES.validation]);
    for (const set of [training, validation]) {
      expect(set.pixels).toHaveLength(set.count * imageSize(info));
      expect(set.labels).toHaveLength(set.count);
    }
  });

  it('[T12] shows every class equally often, in both parts', () => {
    for (const set of [training, validation]) {
      const counts = info.classes.map(
        (_name, label) => set.labels.filter((each) => each === label).length,
      );
      expect(counts).toEqual(info.classes.map(() => set.count / info.classes.length));
    }
  });

  it('[T12] is the same for the same seed and another for another one', () => {
    const again = dataset.generate(1, SIZES);
    expect(sameImages(again.training, training) && sameImages(again.validation, validation)).toBe(
      true,
    );
    expect(sameImages(dataset.generate(2, SIZES).training, training)).toBe(false);
  });

  it('draws an image the same whatever comes after it', () => {
    const fewer = dataset.generate(1, { training: SIZES.training, validation: 10 });
    expect(sameImages(fewer.training, training)).toBe(true);
  });

  it('[T12] has no image twice, least of all in both parts', () => {
    const all = [...images(training), ...images(validation)];
    expect(new Set(all).size).toBe(all.length);
  });

  it('uses the range of a byte', () => {
    const { mean, deviation } = scalingOf(info, training);
    expect(mean).toHaveLength(info.channels);
    for (const value of mean) expect(value).toBeGreaterThan(10);
    for (const value of deviation) expect(value).toBeGreaterThan(30);
    expect(Math.max(...training.pixels.subarray(0, 100_000))).toBe(255);
  });

  it('cannot be told by the mean image of each class', () => {
    const share = nearestMean(data);
    expect(share).toBeGreaterThan(0.05);
    expect(share).toBeLessThan(0.5);
  });
});
