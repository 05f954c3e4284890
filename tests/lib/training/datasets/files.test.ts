import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { NamedBytes } from '@/lib/training/datasets/namedBytes';
import { readImageFiles } from '@/lib/training/datasets/readImageFiles';

function idx(name: string, sizes: readonly number[], values: readonly number[]): NamedBytes {
  const bytes = Buffer.alloc(4 + 4 * sizes.length + values.length);
  bytes.set([0, 0, 8, sizes.length]);
  for (const [axis, size] of sizes.entries()) bytes.writeUInt32BE(size, 4 + 4 * axis);
  bytes.set(values, 4 + 4 * sizes.length);
  return { name, bytes };
}

const counting = (length: number) => Array.from({ length }, (_, index) => index % 256);
const images = (count: number, name = 'train-images-idx3-ubyte') =>
  idx(name, [count, 2, 3], counting(count * 6));
const labels = (count: number, name = 'train-labels-idx1-ubyte') =>
  idx(
    name,
    [count],
    counting(count).map((value) => value % 10),
  );
const gzipped = ({ name, bytes }: NamedBytes): NamedBytes => ({
  name: `${name}.gz`,
  bytes: gzipSync(bytes),
});

function cifar(name: string, classes: readonly number[]): NamedBytes {
  const records = classes.map((label) => [label, ...counting(3072)]);
  return { name, bytes: Uint8Array.from(records.flat()) };
}

async function refusal(...files: readonly NamedBytes[]): Promise<string> {
  const result = await readImageFiles(files);
  return result.ok ? 'read' : result.error;
}

async function read(...files: readonly NamedBytes[]) {
  const result = await readImageFiles(files);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

describe('files in the format of MNIST', () => {
  it('become a data set with the test pair for validation, gzipped or plain, in any order', async () => {
    const data = await read(
      labels(12, 't10k-labels-idx1-ubyte'),
      gzipped(images(60)),
      images(12, 't10k-images-idx3-ubyte'),
      gzipped(labels(60)),
    );
    expect(data.info).toMatchObject({ height: 2, width: 3, channels: 1 });
    expect(data.info.classes).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect([...data.training.pixels]).toEqual(counting(360));
    expect([...data.training.labels.subarray(0, 12)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
    expect(data.validation.count).toBe(12);
  });

  it('[T12] hold back every sixth image when there is no test pair, the same ones every time', async () => {
    const data = await read(images(60), labels(60));
    expect([data.training.count, data.validation.count]).toEqual([50, 10]);
    expect(await read(images(60), labels(60))).toEqual(data);
    const firsts = [data.training, data.validation].flatMap(({ pixels, count }) =>
      Array.from({ length: count }, (_, index) => pixels.subarray(index * 6, index * 6 + 6).join()),
    );
    expect(new Set(firsts).size).toBe(60);
  });

  it('are refused with a sentence when they do not fit together', async () => {
    expect(await refusal(images(60), labels(59))).toBe(
      'train-images-idx3-ubyte holds 60 images, but train-labels-idx1-ubyte holds 59 labels: they do not belong together.',
    );
    expect(await refusal(images(60))).toBe(
      'train-images-idx3-ubyte holds 60 images, but there is no file with their labels: drop both together.',
    );
    expect(await refusal(labels(60))).toBe(
      'There are no images for the 60 labels of train-labels-idx1-ubyte.',
    );
    const square = idx('square', [12, 2, 2], counting(48));
    expect(await refusal(images(60), labels(60), square, labels(12, 'more'))).toBe(
      'The images of train-images-idx3-ubyte are 2×3 and those of square 2×2.',
    );
  });

  it('are refused with a sentence when they are cut off or damaged', async () => {
    const whole = images(60);
    expect(await refusal({ ...whole, bytes: whole.bytes.subarray(0, 300) }, labels(60))).toBe(
      'train-images-idx3-ubyte promises 360 values and has 284: it is cut off.',
    );
    expect(await refusal({ ...whole, bytes: whole.bytes.subarray(0, 9) }, labels(60))).toBe(
      'train-images-idx3-ubyte is cut off in its header after 9 bytes.',
    );
    expect(await refusal({ name: 'a.bin', bytes: Uint8Array.of(1, 2, 3, 4) }, labels(60))).toBe(
      'a.bin is not an IDX file of bytes: it begins with 01 02 03 and not with 00 00 08.',
    );
    expect(await refusal(idx('flat', [60, 6], counting(360)), labels(60))).toBe(
      'flat holds values along 2 axes; images have 3 (magic number 2051) and labels 1 (2049).',
    );
    const broken = gzipped(whole);
    expect(await refusal({ ...broken, bytes: broken.bytes.subarray(0, 40) }, labels(60))).toBe(
      'train-images-idx3-ubyte.gz begins like a gzip file but cannot be unpacked: it is cut off or damaged.',
    );
  });
});

describe('files of CIFAR-10', () => {
  it('become a data set with the channels of a pixel side by side', async () => {
    const data = await read(cifar('data_batch_1.bin', [3, 9]), cifar('test_batch.bin', [0]));
    expect(data.info.classes[3]).toBe('cat');
    expect([...data.training.labels]).toEqual([3, 9]);
    expect([...data.training.pixels.subarray(0, 6)]).toEqual([0, 0, 0, 1, 1, 1]);
    expect(data.validation.count).toBe(1);
    const planes = Uint8Array.from([
      1,
      ...new Array(1024).fill(10),
      ...new Array(1024).fill(20),
      ...new Array(1024).fill(30),
    ]);
    const colours = await read(
      { name: 'data_batch_1.bin', bytes: planes },
      cifar('test_batch.bin', [0]),
    );
    expect([...colours.training.pixels.subarray(0, 3)]).toEqual([10, 20, 30]);
  });

  it('are put together when there are several, and split when there is no test batch', async () => {
    const data = await read(
      cifar('data_batch_1.bin', [0, 1, 2, 3, 4, 5]),
      cifar('data_batch_2.bin', [6, 7, 8, 9, 0, 1]),
    );
    expect([data.training.count, data.validation.count]).toEqual([10, 2]);
  });

  it('are refused with a sentence when something is wrong with them', async () => {
    const batch = cifar('data_batch_1.bin', [0, 1]);
    expect(await refusal({ ...batch, bytes: batch.bytes.subarray(0, 5000) })).toBe(
      'data_batch_1.bin has 5,000 bytes, which are not whole records of CIFAR-10 (3,073 bytes each): it is cut off, or something else.',
    );
    expect(await refusal(cifar('data_batch_1.bin', [0, 11]))).toBe(
      'Image 2 of data_batch_1.bin has the label 11; CIFAR-10 has the labels 0 to 9.',
    );
    expect(await refusal(cifar('test_batch.bin', [0]))).toBe(
      'There are only test batches: drop at least one data_batch_*.bin beside them.',
    );
  });
});

describe('other files', () => {
  it('are refused with a sentence that says what could be read', async () => {
    expect(await refusal()).toBe('There are no files.');
    expect(await refusal({ name: 'notes.txt', bytes: Buffer.from('hello') })).toContain(
      'notes.txt: this is neither MNIST’s format'.replace('’', "'"),
    );
    const archive = Buffer.alloc(1024);
    archive.write('ustar', 257);
    expect(await refusal({ name: 'cifar.tar', bytes: archive })).toBe(
      'cifar.tar is an archive: unpack it and drop the files that are in it.',
    );
  });
});
