import { formatExact } from '@/lib/format';
import { err, ok, type Result } from '@/lib/result';
import type { Dataset, DatasetInfo, ImageSet } from './dataset';
import type { NamedBytes } from './namedBytes';
import { splitImages } from './splitImages';

const SIDE = 32;
const CHANNELS = 3;
const PLANE = SIDE * SIDE;
const RECORD = 1 + CHANNELS * PLANE;

const info: DatasetInfo = {
  id: 'cifar-10-files',
  title: 'CIFAR-10',
  summary: 'Colour images of 32×32 in ten classes, from your files.',
  height: SIDE,
  width: SIDE,
  channels: CHANNELS,
  classes: [
    'airplane',
    'automobile',
    'bird',
    'cat',
    'deer',
    'dog',
    'frog',
    'horse',
    'ship',
    'truck',
  ],
};

/** Whether a file may be a batch of CIFAR-10's binary version: whole records, the first of a known class. */
export function looksLikeCifar10(bytes: Uint8Array): boolean {
  return bytes.length > 0 && bytes.length % RECORD === 0 && (bytes[0] ?? 0) < info.classes.length;
}

/**
 * A data set from CIFAR-10's binary version: `data_batch_*.bin` to learn from and `test_batch.bin`
 * to check on. Without a test batch every sixth image is held back.
 */
export function readCifar10(files: readonly NamedBytes[]): Result<Dataset, string> {
  const training: ImageSet[] = [];
  const validation: ImageSet[] = [];
  for (const file of files) {
    const images = readBatch(file);
    if (!images.ok) return images;
    (/test/i.test(file.name) ? validation : training).push(images.value);
  }
  if (training.length === 0)
    return err('There are only test batches: drop at least one data_batch_*.bin beside them.');
  const images = joined(training);
  return ok({
    info,
    ...(validation.length > 0
      ? { training: images, validation: joined(validation) }
      : splitImages(info, images)),
  });
}

/** Records of a label and three planes of colour; the planes become channels of pixels. */
function readBatch({ name, bytes }: NamedBytes): Result<ImageSet, string> {
  if (bytes.length === 0 || bytes.length % RECORD !== 0) {
    return err(
      `${name} has ${formatExact(bytes.length)} bytes, which are not whole records of CIFAR-10 (${formatExact(RECORD)} bytes each): it is cut off, or something else.`,
    );
  }
  const count = bytes.length / RECORD;
  const labels = new Uint8Array(count);
  const pixels = new Uint8Array(count * CHANNELS * PLANE);
  let place = 0;
  for (let index = 0; index < count; index++) {
    const start = index * RECORD;
    const label = bytes[start] ?? 0;
    if (label >= info.classes.length) {
      return err(
        `Image ${formatExact(index + 1)} of ${name} has the label ${label}; CIFAR-10 has the labels 0 to 9.`,
      );
    }
    labels[index] = label;
    for (let pixel = 0; pixel < PLANE; pixel++)
      for (let channel = 0; channel < CHANNELS; channel++)
        pixels[place++] = bytes[start + 1 + channel * PLANE + pixel] ?? 0;
  }
  return ok({ count, pixels, labels });
}

function joined(parts: readonly ImageSet[]): ImageSet {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  return {
    count: parts.reduce((sum, { count }) => sum + count, 0),
    pixels: joinBytes(parts.map(({ pixels }) => pixels)),
    labels: joinBytes(parts.map(({ labels }) => labels)),
  };
}

function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}
