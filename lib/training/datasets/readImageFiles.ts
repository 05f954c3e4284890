import { err, type Result } from '@/lib/result';
import { looksLikeCifar10, readCifar10 } from './cifar10';
import type { Dataset } from './dataset';
import { looksLikeIdx } from './idx';
import { readMnist } from './mnist';
import type { NamedBytes } from './namedBytes';
import { unpack } from './unpack';

/** A data set from files that somebody dropped: MNIST's IDX format or CIFAR-10's binary batches, gzipped or not. */
export async function readImageFiles(
  files: readonly NamedBytes[],
): Promise<Result<Dataset, string>> {
  if (files.length === 0) return err('There are no files.');
  const unpacked: NamedBytes[] = [];
  for (const file of files) {
    const plain = await unpack(file);
    if (!plain.ok) return plain;
    if (isTar(plain.value.bytes))
      return err(`${file.name} is an archive: unpack it and drop the files that are in it.`);
    unpacked.push(plain.value);
  }
  if (unpacked.some(({ bytes }) => looksLikeIdx(bytes))) return readMnist(unpacked);
  if (unpacked.some(isCifarBatch)) return readCifar10(unpacked);
  return err(
    `${unpacked.map(({ name }) => name).join(', ')}: this is neither MNIST's format (…-images-idx3-ubyte with …-labels-idx1-ubyte) nor CIFAR-10's binary version (data_batch_1.bin).`,
  );
}

/** By its name too, so that a batch that is cut off is told what is wrong with it. */
function isCifarBatch({ name, bytes }: NamedBytes): boolean {
  return looksLikeCifar10(bytes) || /(data|test)_batch.*\.bin/i.test(name);
}

function isTar(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(257, 262)) === 'ustar';
}
