import { formatExact } from '@/lib/format';
import { err, ok, type Result } from '@/lib/result';
import type { NamedBytes } from './namedBytes';

/** What an IDX file holds: images of one size, or one label for each image. */
export type IdxContent =
  | {
      readonly type: 'images';
      readonly name: string;
      readonly count: number;
      readonly height: number;
      readonly width: number;
      readonly pixels: Uint8Array;
    }
  | {
      readonly type: 'labels';
      readonly name: string;
      readonly count: number;
      readonly labels: Uint8Array;
    };

const UNSIGNED_BYTES = 0x08;
const LARGEST_SIDE = 1024;

/** Whether the bytes begin as IDX files do: two zeros, then the type of the values and the number of axes. */
export function looksLikeIdx(bytes: Uint8Array): boolean {
  return bytes[0] === 0 && bytes[1] === 0 && bytes[2] === UNSIGNED_BYTES && (bytes[3] ?? 0) <= 4;
}

/** Reads a file in the format of MNIST: magic number, sizes of the axes, then one byte a value. */
export function readIdx({ name, bytes }: NamedBytes): Result<IdxContent, string> {
  if (!looksLikeIdx(bytes)) {
    return err(
      `${name} is not an IDX file of bytes: it begins with ${hex(bytes)} and not with 00 00 08.`,
    );
  }
  const axes = bytes[3];
  if (axes !== 1 && axes !== 3) {
    return err(
      `${name} holds values along ${axes} axes; images have 3 (magic number 2051) and labels 1 (2049).`,
    );
  }
  const start = 4 + 4 * axes;
  if (bytes.length < start)
    return err(`${name} is cut off in its header after ${bytes.length} bytes.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [count = 0, height = 1, width = 1] = Array.from({ length: axes }, (_, axis) =>
    view.getUint32(4 + 4 * axis),
  );
  if (count === 0) return err(`${name} says that it holds nothing.`);
  if (height < 1 || width < 1 || height > LARGEST_SIDE || width > LARGEST_SIDE)
    return err(`${name} says that its images are ${height}×${width}, which is not an image size.`);
  const promised = count * height * width;
  const present = bytes.length - start;
  if (present !== promised) {
    const trouble = present < promised ? 'it is cut off' : 'there is something behind them';
    return err(
      `${name} promises ${formatExact(promised)} values and has ${formatExact(present)}: ${trouble}.`,
    );
  }
  const values = bytes.subarray(start);
  return ok(
    axes === 1
      ? { type: 'labels', name, count, labels: values }
      : { type: 'images', name, count, height, width, pixels: values },
  );
}

function hex(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'nothing at all';
  return Array.from(bytes.subarray(0, 3), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
