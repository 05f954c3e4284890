import { err, ok, type Result } from '@/lib/result';
import { type Dataset, imageSize, selectImages } from '@/lib/training/datasets/dataset';
import { generatedDataset } from '@/lib/training/datasets/generatedDatasets';
import { readImageFiles } from '@/lib/training/datasets/readImageFiles';
import { randomOf, shuffled } from '@/lib/training/random';
import { type TrainingSettings, validationSamples } from '@/lib/training/settings';
import type { DatasetChoice } from './messages';

const PICK = 0x7069_636b;

/** Draws or reads the images of a run, no more of them than its settings ask for. */
export async function loadDataset(
  choice: DatasetChoice,
  { samples, seed }: TrainingSettings,
): Promise<Result<Dataset, string>> {
  const sizes = { training: samples, validation: validationSamples(samples) };
  if (choice.type === 'generated') {
    const dataset = generatedDataset(choice.id);
    return dataset
      ? ok(dataset.generate(seed, sizes))
      : err(`There is no data set with the name “${choice.id}”.`);
  }
  const files = await Promise.all(
    choice.files.map(async (file) => ({
      name: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  );
  const read = await readImageFiles(files);
  if (!read.ok) return read;
  const { info, training, validation } = read.value;
  const size = imageSize(info);
  const pick = (part: number, set: Dataset['training'], count: number) =>
    set.count <= count
      ? set
      : selectImages(set, size, shuffled(set.count, randomOf(seed, PICK, part)).subarray(0, count));
  return ok({
    info,
    training: pick(0, training, sizes.training),
    validation: pick(1, validation, sizes.validation),
  });
}
