import { type Layer, makeLayer } from '@/lib/layers/catalogue';
import { err, ok, type Result } from '@/lib/result';
import { excerpt } from '../excerpt';
import { type ReadError, unread } from '../imported';
import { field } from '../json/jsonObject';
import type { KerasLayer } from './kerasGraph';
import { readShape } from './tensorRefs';

const LARGEST_SIZE = 1_048_576;
const AXES: readonly string[] = ['number of channels', 'height', 'width'];

/**
 * The layer that an input becomes: a map or a vector, anything else an opaque source. Sizes that the file
 * leaves open come from `given`, the sizes of one sample with channels first.
 */
export function kerasInput(
  { name, config }: KerasLayer,
  given: readonly number[] | undefined,
  channelsFirst: boolean,
): Result<Layer, ReadError> {
  const stated =
    readShape(field(config, 'batch_input_shape')) ??
    readShape(field(config, 'batch_shape')) ??
    withBatch(readShape(field(config, 'input_shape')) ?? readShape(field(config, 'shape')));
  const sample = stated?.slice(1);
  if (sample && sample.length !== 3 && sample.length !== 1) return ok(opaqueSource(sample));
  const [rows = null, columns = null, channels = null] = sample ?? [];
  const ordered =
    !sample || (sample.length === 3 && !channelsFirst) ? [channels, rows, columns] : sample;
  const sizes = ordered.map((size, axis) =>
    size === null && given?.length === ordered.length ? (given[axis] ?? null) : size,
  );
  if (sizes.includes(null)) return unknownSize(name, ordered);
  const known = sizes.map(Number);
  if (!known.every((size) => size >= 1 && size <= LARGEST_SIZE)) {
    return unread(
      'DAMAGED',
      `The input “${excerpt(name)}” has the sizes ${known.join('×')}; whole numbers from 1 to ${LARGEST_SIZE} were expected.`,
    );
  }
  const [depth = 1, height = 1, width = 1] = known;
  return ok(
    known.length === 1
      ? makeLayer('input', { form: 'vector', channels: depth })
      : makeLayer('input', { form: 'map', channels: depth, height, width }),
  );
}

function withBatch(shape: readonly (number | null)[] | undefined) {
  return shape && [null, ...shape];
}

function opaqueSource(sample: readonly (number | null)[]): Layer {
  const sizes = sample.map((size) => size ?? 0);
  const known = sizes.length >= 1 && sizes.length <= 8 && sizes.every((size) => size >= 1);
  return makeLayer('opaque', {
    operator: 'Input',
    reason: 'It is neither a map nor a vector.',
    shapes: [known ? sizes : null],
  });
}

function unknownSize(name: string, sizes: readonly (number | null)[]): Result<never, ReadError> {
  const names = sizes.length === 1 ? ['length'] : AXES;
  const open = sizes.flatMap((size, axis) => (size === null ? [`the ${names[axis]}`] : []));
  const list = open.length > 1 ? `${open.slice(0, -1).join(', ')} and ${open.at(-1)}` : open[0];
  return err({
    code: 'UNKNOWN_INPUT_SIZE',
    message: `The file does not fix ${list} of its input “${excerpt(name)}”: give the size of one sample.`,
    input: { name: excerpt(name), sizes },
  });
}
