import { formatExact } from '@/lib/format';
import { err, ok, type Result } from '@/lib/result';
import type { Dataset, DatasetInfo, ImageSet } from './dataset';
import { type IdxContent, readIdx } from './idx';
import type { NamedBytes } from './namedBytes';
import { splitImages } from './splitImages';

type Images = Extract<IdxContent, { type: 'images' }>;
type Labels = Extract<IdxContent, { type: 'labels' }>;

interface LabelledImages {
  readonly images: Images;
  readonly set: ImageSet;
}

/**
 * A data set from unpacked files in the format of MNIST: images and their labels, and a second such
 * pair for the validation if there is one. Without it every sixth image is held back. Images find
 * their labels by their number; of two pairs the smaller one is for validation.
 */
export function readMnist(files: readonly NamedBytes[]): Result<Dataset, string> {
  const images: Images[] = [];
  const labels: Labels[] = [];
  for (const file of files) {
    const content = readIdx(file);
    if (!content.ok) return content;
    if (content.value.type === 'images') images.push(content.value);
    else labels.push(content.value);
  }
  const pairs = pairUp(images, labels);
  if (!pairs.ok) return pairs;
  const [training, validation] = pairs.value.toSorted((a, b) => b.set.count - a.set.count);
  if (!training) return err('There are no images among these files.');
  const info = describe(training, validation);
  if (!info.ok) return info;
  return ok({
    info: info.value,
    ...(validation
      ? { training: training.set, validation: validation.set }
      : splitImages(info.value, training.set)),
  });
}

function pairUp(
  images: readonly Images[],
  labels: readonly Labels[],
): Result<readonly LabelledImages[], string> {
  if (images.length > 2) {
    return err(
      `There are ${images.length} files of images; give one for training and at most one for validation.`,
    );
  }
  const free = [...labels];
  const pairs: LabelledImages[] = [];
  for (const set of images) {
    const place = free.findIndex(({ count }) => count === set.count);
    const [found] = place < 0 ? [] : free.splice(place, 1);
    if (!found) return err(missingLabels(set, free));
    const { count, pixels } = set;
    pairs.push({ images: set, set: { count, pixels, labels: found.labels } });
  }
  const [unused] = free;
  if (unused)
    return err(
      `There are no images for the ${formatExact(unused.count)} labels of ${unused.name}.`,
    );
  return ok(pairs);
}

function missingLabels({ name, count }: Images, labels: readonly Labels[]): string {
  const wanted = `${name} holds ${formatExact(count)} images`;
  const [other] = labels;
  if (!other) return `${wanted}, but there is no file with their labels: drop both together.`;
  return `${wanted}, but ${other.name} holds ${formatExact(other.count)} labels: they do not belong together.`;
}

function describe(
  training: LabelledImages,
  validation: LabelledImages | undefined,
): Result<DatasetInfo, string> {
  const { height, width, name } = training.images;
  if (validation && (validation.images.height !== height || validation.images.width !== width)) {
    const { images } = validation;
    return err(
      `The images of ${name} are ${height}×${width} and those of ${images.name} ${images.height}×${images.width}.`,
    );
  }
  const highest = Math.max(
    highestLabel(training.set),
    validation ? highestLabel(validation.set) : 0,
  );
  if (highest < 1)
    return err(`All images of ${name} have the label 0: there is nothing to tell apart.`);
  return ok({
    id: 'mnist-files',
    title: 'Files in the format of MNIST',
    summary: `${formatExact(training.set.count + (validation?.set.count ?? 0))} grey images of ${height}×${width} from your files.`,
    height,
    width,
    channels: 1,
    classes: Array.from({ length: highest + 1 }, (_, label) => `${label}`),
  });
}

function highestLabel({ labels }: ImageSet): number {
  return labels.reduce((highest, label) => Math.max(highest, label), 0);
}
